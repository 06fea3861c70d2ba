import { useLingui } from "@lingui/react/macro";
import { lazy, useState } from "react";

import type { Drawing, Start } from "./useBoard";

// The whiteboard asks for its fonts where this says, and nowhere else.
window.EXCALIDRAW_ASSET_PATH = BOARD_ASSETS;
const Canvas = lazy(() => import("./Canvas"));

interface BoardProps {
  start: Start;
  onChange: (drawing: Drawing) => void;
}

export function Board({ start, onChange }: BoardProps) {
  const { t } = useLingui();
  const [first] = useState(start);
  return (
    <section
      aria-label={t`Whiteboard`}
      dir="ltr"
      className="isolate h-[min(34rem,75vh)] overflow-hidden rounded-control border-[1.5px] border-line-strong"
    >
      <Canvas start={first.scene} isUnsaved={first.isUnsaved} onChange={onChange} />
    </section>
  );
}
