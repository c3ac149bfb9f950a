// @ts-check

/**
 * Counts the nodes, documents and listeners of a page after garbage collection.
 * @param {import('@playwright/test').CDPSession} session
 */
export async function countDomObjects(session) {
  for (let count = 1; count <= 3; count++) await session.send('HeapProfiler.collectGarbage');
  const {
    nodes,
    documents,
    jsEventListeners: listeners,
  } = await session.send('Memory.getDOMCounters');
  return {nodes, documents, listeners};
}
