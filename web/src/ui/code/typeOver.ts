import { EditorView } from "@codemirror/view";

/**
 * Handles typing over a selection. The browser itself would copy the old text's style into an attribute, which the CSP
 * forbids.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const isOver = event.inputType === "insertText" && !view.composing && !view.state.selection.main.empty;
    if (!isOver || event.data === null) return false;
    view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});
