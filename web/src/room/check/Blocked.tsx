import { Trans } from "@lingui/react/macro";

type Browser = "firefox" | "safari" | "chromium";

function browserHere(): Browser {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) return "firefox";
  return agent.includes("Safari/") && !agent.includes("Chrome/") ? "safari" : "chromium";
}

/** How to allow it after all, in this browser. */
export function Blocked() {
  const browser = browserHere();
  return (
    <ol className="grid list-decimal gap-1 ps-5">
      <li>
        {browser === "firefox" ? (
          <Trans>Press the crossed-out microphone at the left of the address, and take the block away.</Trans>
        ) : browser === "safari" ? (
          <Trans>Press the page settings beside the address, and set Microphone to Allow.</Trans>
        ) : (
          <Trans>Press the settings mark at the left of the address, and switch Microphone on.</Trans>
        )}
      </li>
      <li>
        <Trans>Press “Try again”. Or go on by typing: the questions are the same.</Trans>
      </li>
    </ol>
  );
}
