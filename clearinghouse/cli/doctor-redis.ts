/** Can the Redis of `[wakeup]` be used? The bank runs without it, a second later at each step. */
import { ConfigError, findPassword, type Config } from '../config.ts';
import { ok, unsure, wrong, type Check } from './check.ts';

/** Nothing to say where none is named. */
export async function checkRedis(config: Config): Promise<readonly Check[]> {
  const { url, password_file } = config.wakeup;
  if (url === undefined) return [];
  const { versionOfRedis } = await import('../wakeup/bullmq.ts');
  try {
    const password = findPassword(config, 'KAKITOME_REDIS_PASSWORD', 'wakeup.password_file', password_file);
    return [ok('wake-up', `Redis ${await versionOfRedis({ url, password })} at ${new URL(url).host}`)];
  } catch (error) {
    if (error instanceof ConfigError) return [wrong('wake-up', error.message)];
    return [unsure('wake-up', `Redis at ${new URL(url).host}: found ${error instanceof Error ? error.message : String(error)}; expected a Redis that answers. Without it all goes on, a second later at each step`)];
  }
}
