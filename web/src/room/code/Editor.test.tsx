import { cleanup } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { Copied } from "../watch/copied";
import { Editor } from "./Editor";

it("counts its code as text of this page while it is open, also before anything is copied from it", () => {
  const lines = Array.from({ length: 500 }, (_, index) => `step(${index})`);
  const rest = { label: "Code", isIndenting: false, onToggle: vi.fn(), onChange: vi.fn(), onKeystrokes: null };
  show(<Editor value={lines.join("\n")} language="text" {...rest} />);
  const copied = new Copied();
  expect(copied.isOwn(lines.slice(400, 403).join("\n"))).toBe(true); // beyond what the editor draws
  expect(copied.isOwn("from elsewhere")).toBe(false);
  cleanup();
  expect(copied.isOwn("step(1)")).toBe(false);
});
