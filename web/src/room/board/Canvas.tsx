import "@excalidraw/excalidraw/index.css";
import "./board.css";

import { Excalidraw, exportToBlob, serializeAsJSON } from "@excalidraw/excalidraw";
import { useLingui } from "@lingui/react/macro";
import { type ComponentProps, useRef, useSyncExternalStore } from "react";

import type { Drawing } from "./useBoard";

interface CanvasProps {
  start: object | null;
  /** The start isn't saved yet, so it is reported through `onChange`. */
  isUnsaved: boolean;
  onChange: (drawing: Drawing) => void;
}

type Change = NonNullable<ComponentProps<typeof Excalidraw>["onChange"]>;
type Elements = Parameters<Change>[0];
type State = Parameters<Change>[1];
type Files = Parameters<Change>[2];

const LANGUAGES: Record<string, string> = { en: "en", "zh-Hans": "zh-CN" };
const LONGEST_SIDE = 1_600;

/** The package's types refer to a file that it doesn't ship. */
const toBlob = exportToBlob as unknown as (what: object) => Promise<Blob>;

const dark = window.matchMedia("(prefers-color-scheme: dark)");

function watchTheme(listener: () => void): () => void {
  dark.addEventListener("change", listener);
  return () => {
    dark.removeEventListener("change", listener);
  };
}

/** The whiteboard itself, without the links and menus that lead out of the interview. */
export default function Canvas({ start, isUnsaved, onChange }: CanvasProps) {
  const { i18n } = useLingui();
  const isDark = useSyncExternalStore(watchTheme, () => dark.matches);
  const version = useRef<string | null>(isUnsaved ? "" : null);
  const change: Change = (elements, state, files) => {
    const now = elements.map((element) => `${element.id}:${element.version}`).join();
    const before = version.current;
    version.current = now;
    if (before !== null && before !== now) onChange(drawingOf(elements, state, files));
  };
  return (
    <Excalidraw
      initialData={start === null ? null : { ...start, scrollToContent: true }}
      onChange={change}
      theme={isDark ? "dark" : "light"}
      langCode={LANGUAGES[i18n.locale] ?? "en"}
      autoFocus={false}
      detectScroll
      handleKeyboardGlobally={false}
      aiEnabled={false}
      validateEmbeddable={false}
      UIOptions={{
        canvasActions: {
          changeViewBackgroundColor: false,
          export: false,
          loadScene: false,
          saveToActiveFile: false,
          toggleTheme: false,
          saveAsImage: false,
        },
        tools: { image: false },
      }}
    />
  );
}

function drawingOf(elements: Elements, state: State, files: Files): Drawing {
  const live = elements.filter((element) => !element.isDeleted);
  const scene = () => JSON.parse(serializeAsJSON(elements, state, files, "local")) as object;
  return {
    isEmpty: live.length === 0,
    scene,
    pack: async () => ({
      scene: scene(),
      picture: live.length === 0 ? null : await pictureOf(live, state, files),
      text: live.flatMap((element) => (element.type === "text" ? [element.text] : [])).join("\n"),
    }),
  };
}

/** A PNG in base64, always on a light background, because readers may print it. */
async function pictureOf(elements: Elements, state: State, files: Files): Promise<string> {
  const blob = await toBlob({
    elements,
    appState: { ...state, exportBackground: true, exportWithDarkMode: false },
    files,
    mimeType: "image/png",
    exportPadding: 16,
    maxWidthOrHeight: LONGEST_SIDE,
  });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  for (let from = 0; from < bytes.length; from += 8_192) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  }
  return btoa(binary);
}
