import { Trans } from "@lingui/react/macro";

export function SkipLink({ to = "main" }: { to?: string }) {
  return (
    <a
      href={`#${to}`}
      className="fixed start-2 top-2 z-20 -translate-y-24 rounded-control bg-ink px-4 py-3 font-[650] text-bg focus:translate-y-0 print:hidden"
    >
      <Trans>Skip to main content</Trans>
    </a>
  );
}
