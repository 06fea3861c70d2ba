import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../testing";
import { createStore, createStoredText, useStore } from "./store";

it("notifies its subscribers of each change, until they unsubscribe", () => {
  const store = createStore(1);
  const follower = vi.fn();
  const leave = store.subscribe(follower);
  store.set(2);
  expect(store.get()).toBe(2);
  expect(follower).toHaveBeenCalledOnce();
  leave();
  store.set(3);
  expect(follower).toHaveBeenCalledOnce();
});

it("renders a component again only when the part that it follows changes", () => {
  const store = createStore({ name: "Mina", age: 30 });
  const draw = vi.fn();
  function Name() {
    draw();
    return <p>{useStore(store, ({ name }) => name)}</p>;
  }
  show(<Name />);
  act(() => {
    store.set({ name: "Mina", age: 31 });
  });
  expect(draw).toHaveBeenCalledOnce();
  act(() => {
    store.set({ name: "Dana", age: 31 });
  });
  expect(screen.getByText("Dana")).toBeTruthy();
});

it("keeps a text in the browser's storage, and nothing if that isn't allowed", () => {
  const text = createStoredText(() => sessionStorage, "aural.test");
  const follower = vi.fn();
  text.subscribe(follower);
  text.set("p1");
  expect([text.get(), sessionStorage.getItem("aural.test")]).toEqual(["p1", "p1"]);
  text.set(null);
  expect(text.get()).toBeNull();
  expect(follower).toHaveBeenCalledTimes(2);
  const nowhere = createStoredText(() => {
    throw new Error("Storage is blocked.");
  }, "aural.test");
  nowhere.set("p1");
  expect(nowhere.get()).toBeNull();
});
