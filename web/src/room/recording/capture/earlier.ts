import type { Calls, Take } from "./calls";
import type { Keeper } from "./keeper";

/**
 * The takes of other sessions that this browser still has and that haven't ended on the server: after a retake has begun,
 * those of the person's earlier session. The server refuses to list the takes of other people's sessions.
 */
export async function listEarlier(keeper: Keeper, calls: Calls, session: string | null): Promise<Take[]> {
  const kept = (await keeper.all().catch(() => [])).filter((take) => take.session !== session);
  const found: Take[] = [];
  for (const earlier of new Set(kept.map((take) => take.session))) {
    const unended = await calls.unended(earlier).catch((): string[] => []);
    found.push(...kept.filter((take) => take.session === earlier && unended.includes(take.id)));
  }
  return found;
}
