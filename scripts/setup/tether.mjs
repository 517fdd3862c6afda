/**
 * Loaded into a child by `--import` (see child.mjs): ends the child when its starter is gone, and makes a signal
 * that comes both directly and by the starter's message count once. It keeps no process alive.
 */
import { isMainThread } from 'node:worker_threads';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const sameSignalMilliseconds = 1500;
const lastSeen = new Map();

if (isMainThread && process.env.KAKITOME_TETHER === '1' && process.channel) {
  delete process.env.KAKITOME_TETHER; // a process forked from here has a parent of its own
  for (const signal of signals) noteWhileHandled(signal);
  process.on('message', onMessage);
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

function onMessage(message) {
  const signal = message?.signal;
  if (!signals.includes(signal)) return;
  const seen = lastSeen.get(signal);
  if (seen === undefined || performance.now() - seen > sameSignalMilliseconds) process.kill(process.pid, signal);
}

/** Listens only while the program does: with no listener of its own the signal must end it at once, as always. */
function noteWhileHandled(signal) {
  const note = () => lastSeen.set(signal, performance.now());
  process.on('newListener', (name, listener) => {
    if (name === signal && listener !== note && !process.listeners(signal).includes(note)) process.prependListener(signal, note);
  });
  process.on('removeListener', (name) => {
    const left = process.listeners(signal);
    if (name === signal && left.length === 1 && left[0] === note) process.off(signal, note);
  });
}
