/** Path of the room page: the `action` of an LTI 1.1 form, and the `target_link_uri` of LTI 1.3. */
export const VIEW_ROOM = '/embeddedrooms/index/view-room';
