// @ts-check

/**
 * Kills a process that was started with `detached`, and the processes that it started. Does nothing if it
 * has exited.
 * @param {Pick<import('node:child_process').ChildProcess, 'pid'>} child
 */
export function killGroup({pid}) {
  if (!pid) return;
  try {
    // Windows has no process groups.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // The process has already exited.
  }
}
