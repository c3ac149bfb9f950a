/*
 * Claims of LTI 1.3 for parameters of LTI 1.1 (LTI 1.3, appendix C). The path of a claim of LTI begins
 * with `lti`, and has the name of the claim without its prefix.
 */

type ClaimPath = readonly string[];

const CLAIMS: Readonly<Record<string, ClaimPath>> = {
  user_id: ['sub'],
  user_image: ['picture'],
  roles: ['lti', 'roles'],
  lis_person_name_given: ['given_name'],
  lis_person_name_family: ['family_name'],
  lis_person_name_full: ['name'],
  lis_person_contact_email_primary: ['email'],
};

/** Claims that have a member for each parameter with the prefix. */
const GROUPS: Readonly<Record<string, string>> = {
  launch_presentation_: 'launch_presentation',
  context_: 'context',
  resource_link_: 'resource_link',
  custom_: 'custom',
  tool_consumer_instance_: 'tool_platform',
  tool_consumer_info_: 'tool_platform',
  lis_: 'lis',
};

/** Returns the path of the claim for a parameter of LTI 1.1; undefined if LTI 1.3 has no such claim. */
export function getClaimPath(parameter: string): ClaimPath | undefined {
  if (Object.hasOwn(CLAIMS, parameter)) return CLAIMS[parameter];
  for (const [prefix, claim] of Object.entries(GROUPS))
    if (parameter.startsWith(prefix) && parameter !== prefix)
      return ['lti', claim, parameter.slice(prefix.length)];
  return undefined;
}
