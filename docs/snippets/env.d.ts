/** The environment variables of the snippets. */
declare namespace NodeJS {
  interface ProcessEnv {
    KALTURA_PARTNER_ID: string;
    KALTURA_ADMIN_SECRET: string;
    KALTURA_APP_TOKEN_ID: string;
    KALTURA_APP_TOKEN: string;
    KALTURA_ADMIN_APP_TOKEN_ID: string;
    KALTURA_ADMIN_APP_TOKEN: string;
    KALTURA_LTI_KEY: string;
    KALTURA_LTI_SECRET: string;
    KAF_URL: string;
    LTI13_KEY: string;
    LTI13_NEXT_KEY: string;
    REDIS_URL: string;
  }
}
