/**
 * The sources that a candidate loads first. Their texts have their own catalog, and `weigh.ts` checks that they show no
 * others.
 */
export const ENTRY = ["src/room/RoomApp.tsx", "src/room/entry", "src/room/page", "src/room/link"];
