import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { AddressText } from "./AddressText";

it("lets an address break after its @ and before its dots", () => {
  const { container } = show(<AddressText address="mina.okafor@example.com" />);
  expect(container.textContent).toBe("mina.okafor@example.com");
  expect(container.innerHTML).toContain("mina<wbr>.okafor@<wbr>example<wbr>.com");
});
