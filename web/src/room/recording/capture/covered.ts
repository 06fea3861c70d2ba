const LOOKS_EVERY = 5_000;
const [WIDTH, HEIGHT] = [16, 9];
/** A brightness, out of 255. A dim room is well above it; a finger or a shutter isn't. */
const DARK = 16;

/** Whether a picture is almost black. Takes its pixels as a canvas returns them. */
export function isDark(pixels: Uint8ClampedArray): boolean {
  let brightest = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    brightest = Math.max(brightest, 0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return brightest < DARK;
}

/**
 * Reports each time the camera's picture becomes dark or visible again, until the returned function is called. `was`:
 * the last reported state.
 */
export function watchPicture(stream: MediaStream, was: boolean, tell: (isCovered: boolean) => void): () => void {
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = stream;
  void video.play().catch(() => undefined);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let told = was;
  let darkLooks = 0;
  const timer = setInterval(() => {
    if (context === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    darkLooks = isDark(context.getImageData(0, 0, WIDTH, HEIGHT).data) ? darkLooks + 1 : 0;
    const is = darkLooks > 1; // a single dark picture may come from a camera that is starting
    if (is !== told && (is || darkLooks === 0)) tell((told = is));
  }, LOOKS_EVERY);
  return () => {
    clearInterval(timer);
    video.srcObject = null;
  };
}
