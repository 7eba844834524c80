// Waiting for a condition, never for a time.

const GLANCE_MS = 25;

/** Resolves with the first true value of `condition`; rejects after `limit` milliseconds or when it throws. */
export async function until(condition, limit, what) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, GLANCE_MS));
  }
}
