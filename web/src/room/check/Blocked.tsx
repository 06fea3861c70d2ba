import { Trans } from "@lingui/react/macro";

type Browser = "firefox" | "safari" | "chromium";

function browserHere(): Browser {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) return "firefox";
  return agent.includes("Safari/") && !agent.includes("Chrome/") ? "safari" : "chromium";
}

/** How to allow a blocked device in this browser. */
export function Blocked({ device }: { device: "microphone" | "camera" }) {
  return (
    <ol className="grid list-decimal gap-1 ps-5">
      <li>{device === "microphone" ? <UnblockMicrophone /> : <UnblockCamera />}</li>
      <li>
        {device === "microphone" ? (
          <Trans>Press “Try again”. Or continue by typing: the questions are the same.</Trans>
        ) : (
          <Trans>Press “Try again”. Or continue without the camera: the questions are the same.</Trans>
        )}
      </li>
    </ol>
  );
}

function UnblockMicrophone() {
  switch (browserHere()) {
    case "firefox":
      return <Trans>Press the crossed-out microphone icon to the left of the address, and remove the block.</Trans>;
    case "safari":
      return <Trans>Open the site settings next to the address, and set Microphone to “Allow”.</Trans>;
    case "chromium":
      return <Trans>Press the settings icon to the left of the address, and turn Microphone on.</Trans>;
  }
}

/** How to allow a blocked camera in this browser. */
export function UnblockCamera() {
  switch (browserHere()) {
    case "firefox":
      return <Trans>Press the crossed-out camera icon to the left of the address, and remove the block.</Trans>;
    case "safari":
      return <Trans>Open the site settings next to the address, and set Camera to “Allow”.</Trans>;
    case "chromium":
      return <Trans>Press the settings icon to the left of the address, and turn Camera on.</Trans>;
  }
}
