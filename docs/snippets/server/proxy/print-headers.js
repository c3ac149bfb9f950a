import {pageHeaders} from 'kaltura-room/csp';

const headers = pageHeaders({
  kafUrl: process.env.KAF_URL,
  scriptUrl: '/kaltura-room/room.js',
});
for (const [name, value] of Object.entries(headers)) {
  const quote = value.includes('"') ? "'" : '"';
  console.log(`add_header ${name} ${quote}${value}${quote} always;`);
}
