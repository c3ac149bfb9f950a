/** Path of KAF's room page, as Kaltura documents it. */
export const VIEW_ROOM_PATH = '/embeddedrooms/index/view-room';

/** Matches a path of at least one segment, without `.` and `..` segments, a query or a fragment. */
export const VIEW_ROOM_PATH_PATTERN = /^(\/(?!\.\.?(\/|$))[\w.-]+)+$/;
