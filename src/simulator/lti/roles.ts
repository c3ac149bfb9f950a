/** The context roles of LIS, core and other, of which KAF must know one to let somebody in. */
const KNOWN = new Set([
  ...['Administrator', 'ContentDeveloper', 'Instructor', 'Learner', 'Mentor'],
  ...['Manager', 'Member', 'Officer'],
]);

/**
 * How a context role begins: with nothing or a URN in LTI 1.1 (LTI 1.1.1, appendix A.2), with a
 * URI in LTI 1.3 (LTI 1.3, appendix A.2.3), where it may be a sub-role.
 */
const CONTEXT_ROLE = {
  '1.1': /^(?:urn:lti:role:ims\/lis\/)?(\w+)(?:\/\w+)?$/,
  '1.3':
    /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership(?:\/(?<principal>\w+))?#(\w+)$/,
} as const;

/** Whether one of the roles is a context role that KAF knows; institution roles are none. */
export function hasKnownRole(
  version: keyof typeof CONTEXT_ROLE,
  roles: readonly string[],
): boolean {
  return roles.some(role => {
    const match = CONTEXT_ROLE[version].exec(role.trim());
    return KNOWN.has(match?.groups?.['principal'] ?? match?.at(-1) ?? '');
  });
}
