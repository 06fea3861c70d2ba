/** Where our copy of the whiteboard's fonts stands; written by the build. */
declare const BOARD_ASSETS: string;

interface Window {
  EXCALIDRAW_ASSET_PATH?: string;
}
