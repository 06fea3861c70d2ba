import CounterWorker from "./counter.worker?worker";
import { type Around, type Counter, Looker, type View } from "./looker";

const WIDTH = 320;

/** Opens a looker with the browser's real camera and worker. */
export function openLooker(hear: Pick<Around, "tell" | "show">): Looker {
  return new Looker({ ...hear, openCounter, openView });
}

/** Counts in a worker, so that typing never waits for it. */
function openCounter(): Counter {
  const worker = new CounterWorker();
  return {
    count: (picture) =>
      new Promise((settle, fail) => {
        worker.onmessage = ({ data }: MessageEvent<number | null>) => {
          if (data === null) fail(new Error("The model cannot run here."));
          else settle(data);
        };
        worker.onerror = () => {
          fail(new Error("The model did not come."));
        };
        worker.postMessage(picture, [picture.data.buffer]);
      }),
    close: () => {
      worker.terminate();
    },
  };
}

function openView(camera: MediaStream): View {
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = camera;
  void video.play().catch(() => undefined);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    take: () => {
      const { videoWidth, videoHeight } = video;
      if (context === null || videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
      canvas.width = WIDTH;
      canvas.height = Math.round((WIDTH * videoHeight) / videoWidth);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      return context.getImageData(0, 0, canvas.width, canvas.height);
    },
    close: () => {
      video.srcObject = null;
    },
  };
}
