/** Where KAF shows a room: the `target_link_uri` of LTI, and the `action` of its form. */
export const VIEW_ROOM = '/embeddedrooms/index/view-room';
