/** Path of KAF's room page up to the KS, as Kaltura documents it. */
export const DEFAULT_KS_PATH = '/embeddedrooms/index/view-room/ks/';

/** Matches a path that a URL cannot mistake for another host, such as `//example.com`. */
export const KS_PATH = /^\/\w/;
