/** What a candidate loads first. Its texts have a catalog of their own, and `weigh.ts` checks that it shows no others. */
export const ENTRY = [
  "src/room/RoomApp.tsx",
  "src/room/entry",
  "src/room/page",
  "src/room/link",
  "src/room/after/AfterTheEnd.tsx",
];
