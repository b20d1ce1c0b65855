/**
 * Preloaded (`node --import`) into every server the supervisor starts. The IPC channel to the supervisor closes when
 * the supervisor dies, however it dies; then this process drains as on SIGTERM, and ends in any case.
 */
if (process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 15_000).unref();
  });
  process.channel.unref();
}
