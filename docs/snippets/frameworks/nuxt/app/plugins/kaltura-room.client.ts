export default defineNuxtPlugin(nuxtApp => {
  // Vue has then set properties and listeners on the tags of the server.
  nuxtApp.hook('app:mounted', async () => {
    await import('kaltura-room/define');
  });
});
