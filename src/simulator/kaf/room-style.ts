/** Style of the simulator's pages. It follows the reader's light or dark theme. */
export const ROOM_STYLE = `
:root {
  color-scheme: light dark;
  --accent: light-dark(#0b5fd0, #7db4ff);
  --on-accent: light-dark(#fff, #06203f);
  --page: light-dark(#f4f6f9, #12161c);
  --panel: light-dark(#fff, #1c222b);
  --line: light-dark(#d3dae3, #37414f);
  --ink: light-dark(#17202b, #eef2f7);
  --soft: light-dark(#526071, #a7b4c4);
  --danger: light-dark(#b3261e, #ff9c92);
  --on-danger: light-dark(#fff, #3b0803);
  font: 16px/1.5 system-ui, sans-serif;
}
[data-template='1_webinar0'] {
  --accent: light-dark(#7a3fc4, #c9a4ff);
  --on-accent: light-dark(#fff, #2a0d4d);
}
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
body { background: var(--page); color: var(--ink); overflow-wrap: anywhere; }
main {
  display: flex; flex-direction: column; gap: 1rem;
  max-width: 72rem; min-height: 100vh; margin: auto;
  padding: clamp(0.75rem, 3vw, 1.5rem);
}
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; justify-content: space-between; }
h1 { font-size: clamp(1.25rem, 4vw, 1.75rem); line-height: 1.2; }
h1:focus { outline: none; }
.description, .user-id, .kaf-role, .note { color: var(--soft); }
.note { font-size: 0.8125rem; text-align: center; }
ul { display: flex; flex-wrap: wrap; gap: 0.375rem; padding: 0; list-style: none; align-items: start; }
li {
  padding: 0.125rem 0.625rem; border: 1px solid var(--line); border-radius: 1rem;
  background: var(--panel); color: var(--soft); font-size: 0.8125rem;
}
.roles li { border-color: var(--accent); background: none; color: var(--accent); font-weight: 600; }
.stage { display: flex; flex: 1; flex-wrap: wrap; gap: 0.75rem; }
.tile {
  position: relative; flex: 1 1 18rem; display: grid; place-items: center;
  min-height: 11rem; border-radius: 1rem; overflow: hidden; color: #fff;
  background: radial-gradient(circle at 50% 40%, #33435a, #18202c);
}
.avatar {
  display: grid; place-items: center; width: 6rem; height: 6rem; border-radius: 50%;
  background: #dbe7f7; color: #17304f; font-size: 2.25rem; font-weight: 600;
}
video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; background: #0b0f14; }
#camera-preview { object-fit: cover; transform: scaleX(-1); }
figcaption {
  position: absolute; inset: auto auto 0.75rem 0.75rem; padding: 0.125rem 0.625rem;
  border-radius: 0.5rem; background: #000a; font-size: 0.875rem;
}
meter { position: absolute; right: 0.75rem; bottom: 0.75rem; width: 5rem; height: 1rem; }
.visitor { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; justify-content: center; }
.name { font-weight: 600; }
.controls {
  display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem;
  width: min(100%, 44rem); margin-inline: auto;
}
@media (min-width: 40rem) {
  .controls { grid-template-columns: repeat(4, 1fr); }
}
button {
  display: inline-flex; gap: 0.375rem; align-items: center; justify-content: center;
  min-height: 3rem; padding: 0.5rem; border: 1px solid var(--line); border-radius: 0.75rem;
  background: var(--panel); color: inherit; font: inherit; font-size: 0.9375rem; font-weight: 600;
  overflow-wrap: normal; cursor: pointer;
}
button:hover { border-color: currentColor; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button[aria-pressed='true'], #rejoin {
  border-color: var(--accent); background: var(--accent); color: var(--on-accent);
}
button[aria-busy='true'] { border-style: dashed; }
#return { align-self: center; color: var(--accent); font-weight: 600; }
#rejoin { padding-inline: 1.25rem; }
#leave { border-color: var(--danger); background: var(--danger); color: var(--on-danger); }
svg {
  flex: none; width: 1.375rem; fill: none;
  stroke: currentColor; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round;
}
#status { min-height: 1.5em; color: var(--soft); text-align: center; }
#status.problem, .problem { color: var(--danger); font-weight: 600; text-align: center; }
.message { align-items: center; justify-content: center; text-align: center; }
@media (forced-colors: active) {
  button[aria-pressed='true'] { border: 3px solid Highlight; }
}
`;
