/** Style of the simulator's pages. It follows the reader's light or dark theme. */
export const ROOM_STYLE = `
:root {
  color-scheme: light dark;
  --accent: light-dark(#1b56c4, #8db6ff);
  --on-accent: light-dark(#fff, #0b1a33);
  --page: light-dark(#f3f5f9, #0f141d);
  --panel: light-dark(#fff, #18202d);
  --line: light-dark(#d8dee8, #303c4e);
  --border: light-dark(#7f8a9a, #76859b);
  --ink: light-dark(#141a24, #e6ebf4);
  --soft: light-dark(#536073, #a4b1c4);
  --danger: light-dark(#b3261e, #ff9d94);
  --on-danger: light-dark(#fff, #3b0803);
  font: 100%/1.5 system-ui, sans-serif;
}
[data-template='1_webinar0'] {
  --accent: light-dark(#7a3fc4, #c9a4ff);
  --on-accent: light-dark(#fff, #2a0d4d);
}
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
h1, p, li { unicode-bidi: plaintext; }
body { background: var(--page); color: var(--ink); overflow-wrap: anywhere; }
main {
  display: flex; flex-direction: column; gap: 1rem;
  max-inline-size: max(72rem, 60vw); min-block-size: 100vh; margin: auto;
  padding: clamp(0.75rem, 3vw, 1.5rem);
}
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; justify-content: space-between; }
h1 {
  font-size: clamp(1.25rem, 4vw, 1.75rem); line-height: 1.2; letter-spacing: -0.01em;
  text-wrap: balance;
}
h1:focus { outline: none; }
.description, .user-id, .kaf-role, .note { color: var(--soft); }
.description { margin-block-start: 0.25rem; }
.note { font-size: 0.8125rem; text-align: center; }
ul { display: flex; flex-wrap: wrap; gap: 0.375rem; padding: 0; list-style: none; align-items: start; }
li {
  padding: 0.125rem 0.625rem; border: 1px solid var(--line); border-radius: 1rem;
  background: var(--panel); color: var(--soft); font-size: 0.8125rem;
}
.roles { flex-basis: 100%; justify-content: center; }
.roles li { border-color: var(--accent); background: none; color: var(--accent); font-weight: 600; }
.stage { display: flex; flex: 1; flex-wrap: wrap; gap: 0.75rem; }
.tile {
  position: relative; flex: 1 1 min(100%, 18rem); display: grid; place-items: center;
  min-block-size: 10rem; border-radius: 0.75rem; overflow: hidden; color: #fff;
  background: radial-gradient(circle at 50% 40%, #33435a, #18202d);
}
.avatar {
  display: grid; place-items: center; inline-size: 2.625em; block-size: 2.625em; border-radius: 50%;
  background: #dbe7f7; color: #17304f; font-size: clamp(2.25rem, 2.5vw, 6rem); font-weight: 600;
}
video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; background: #0b0f16; }
#camera-preview { object-fit: cover; transform: scaleX(-1); }
figcaption {
  position: absolute; inset-block-end: 0.75rem; inset-inline-start: 0.75rem;
  padding: 0.125rem 0.625rem; border-radius: 0.5rem; background: #000a; font-size: 0.875rem;
}
meter {
  position: absolute; inset-block-end: 0.75rem; inset-inline-end: 0.75rem;
  inline-size: 5rem; block-size: 1rem;
}
.visitor { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; justify-content: center; }
.name { font-weight: 600; }
.controls {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.75rem), 1fr)); gap: 0.5rem;
  inline-size: min(100%, 44rem); margin-inline: auto;
}
button {
  display: inline-flex; gap: 0.375rem; align-items: center; justify-content: center;
  min-block-size: 2.75rem; padding: 0.5rem 0.25rem; border: 1px solid var(--border); border-radius: 0.5rem;
  background: var(--panel); color: inherit; font: inherit; font-size: 0.875rem; font-weight: 600;
  overflow-wrap: normal; cursor: pointer;
}
button:hover { border-color: currentColor; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button[aria-pressed='true'], #rejoin {
  border-color: var(--accent); background: var(--accent); color: var(--on-accent);
}
button[aria-busy='true'] { border-style: dashed; }
#return { align-self: center; color: var(--accent); font-weight: 600; text-underline-offset: 0.2em; }
#rejoin { padding-inline: 1.25rem; }
#leave { border-color: var(--danger); background: var(--danger); color: var(--on-danger); }
svg {
  flex: none; width: 1.375rem; fill: none;
  stroke: currentColor; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round;
}
#status { min-block-size: 1.5em; color: var(--soft); text-align: center; }
#status.problem, .problem { color: var(--danger); font-weight: 600; text-align: center; }
.message { align-items: center; justify-content: center; text-align: center; }
.message p { max-inline-size: 34rem; text-wrap: balance; }
.message svg { width: 2.5rem; color: var(--soft); }
@media (forced-colors: active) {
  button[aria-pressed='true'] { border: 3px solid Highlight; }
  .tile { border: 1px solid CanvasText; }
}
`;
