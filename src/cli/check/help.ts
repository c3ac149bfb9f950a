/** What `kaltura-room check --help` says. */
export const CHECK_HELP = `kaltura-room check <token-url> --room-id ID [options]

Calls the endpoints of a host backend, in whatever language it is written, as an element would and
as a page of another site would, and says line by line what is right and what is wrong.

  --room-id ID             a room that the person may open
  --header 'Name: value'   stands for a signed-in person, such as 'Cookie: session=…'; repeatable
  --page-origin ORIGIN     a page of another origin that should be allowed to ask; all else is asked
                           as by a page of the endpoint's own origin
  --kaf-url ORIGIN         KAF's origin, as the page pins it
  --authorize-url URL      by LTI 1.3, where KAF sends the frame: lti/authorize beside the token
                           endpoint by default; its login is used up as KAF would
  --jwks-url URL           and where KAF reads the keys: lti/jwks there by default
  --create-url URL         the endpoint that creates rooms; refusals are checked, no room is made
  --create                 with it: really creates a room, and tries to create it twice
  --json                   one JSON document in place of lines

In the environment, never as an option, since every user of this machine can see the arguments of
its processes and the shell keeps them:

  KALTURA_ADMIN_SECRET     reads the KS, or verifies the signature of LTI 1.1
  KALTURA_PARTNER_ID       compared with the KS
  KALTURA_LTI_SECRET       the secret of LTI 1.1, where it is not the admin secret

Nothing it prints holds a KS, a secret, a signature, a login_hint, a token or the value of a header.
The exit code is 0 where all is right, 1 where something is wrong, 2 for wrong usage or where nobody
answers.`;
