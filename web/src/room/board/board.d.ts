/** The address of our copy of the whiteboard's fonts, defined by the build. */
declare const BOARD_ASSETS: string;

interface Window {
  EXCALIDRAW_ASSET_PATH?: string;
}
