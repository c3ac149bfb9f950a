/** A KS v2, whose alphabet is safe in a path (Kaltura `kSessionBase`). */
export const KS_V2 = /^djJ8[\w=-]{12,4092}$/;
