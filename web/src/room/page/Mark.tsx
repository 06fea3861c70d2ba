import type { Brand } from "../link/protocol";

/** The employer's mark: its logo, its initial or, if no employer is named, Aural's logo. */
export function Mark({ name, brand }: { name: string | null; brand?: Brand | undefined }) {
  if (brand?.logo) return <img src={brand.logo} alt="" className="max-h-9 max-w-28 flex-none rounded-tight" />;
  const letter = name === null ? null : Array.from(name.trim())[0]?.toUpperCase();
  return (
    <span
      aria-hidden="true"
      {...(brand?.accent && { style: colorsOf(brand) })}
      className="grid size-9 flex-none place-items-center rounded-control bg-ink text-body leading-none font-bold text-bg"
    >
      {letter ?? <Voices />}
    </span>
  );
}

/** A line in the organization's color along the top of a page. */
export function accentLine(brand: Brand | undefined): { borderTop?: string } {
  return brand?.accent ? { borderTop: `4px solid ${colorsOf(brand).backgroundColor}` } : {};
}

/** The organization's color in each theme. A server of the previous version sends one for both. */
function colorsOf({ accent, inkOnAccent, tints }: Brand): { backgroundColor: string; color: string } {
  if (!tints) return { backgroundColor: accent ?? "", color: inkOnAccent ?? "" };
  const { light, dark } = tints;
  return {
    backgroundColor: `light-dark(${light.accent}, ${dark.accent})`,
    color: `light-dark(${light.ink}, ${dark.ink})`,
  };
}

function Voices() {
  return (
    <svg viewBox="0 0 24 24" className="size-5" fill="currentColor">
      <rect x="3" y="8" width="3" height="5" rx="1" />
      <rect x="8" y="4" width="3" height="9" rx="1" />
      <rect x="13" y="12" width="3" height="9" rx="1" />
      <rect x="18" y="12" width="3" height="5" rx="1" />
    </svg>
  );
}
