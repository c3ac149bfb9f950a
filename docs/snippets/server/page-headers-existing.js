import {pageHeaders} from 'kaltura-room/csp';

const {env} = process;

const policy =
  "default-src 'self'; img-src 'self' https://images.example.com";

export const headers = pageHeaders({
  kafUrl: env.KAF_URL,
  scriptUrl: 'https://cdn.example.com/kaltura-room/room.js',
  policy,
});
