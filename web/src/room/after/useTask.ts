import { useState } from "react";

import { RoomError } from "../link/http";

export interface Task {
  isBusy: boolean;
  failure: RoomError | null;
  run: () => void;
}

/** A task that runs once. If it fails, it can be tried again. */
export function useTask(work: () => Promise<void>): Task {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RoomError | null>(null);
  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(error instanceof RoomError ? error : new RoomError(0));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, run: () => void run() };
}
