// Replace this with the session of your application.
export default defineEventHandler(event => {
  // While you develop, everybody is Jane.
  if (import.meta.dev)
    event.context.user = {id: 'jane', name: 'Jane', isHost: true};
});
