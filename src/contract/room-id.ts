/** A room's entry ID: the data centre, `_`, eight of `0-9a-z` (Kaltura `entry::calculateId`). */
export const ROOM_ID = /^\d{1,3}_[0-9a-z]{8}$/;

/** Message for any other value. */
export const ROOM_ID_EXPECTED = 'expected a room ID such as 1_abcd1234';
