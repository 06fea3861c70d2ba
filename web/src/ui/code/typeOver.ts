import { EditorView } from "@codemirror/view";

/** What is typed over a selection: the browser itself would copy the old text's style into an attribute, which is forbidden here. */
export const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const isOver = event.inputType === "insertText" && !view.composing && !view.state.selection.main.empty;
    if (!isOver || event.data === null) return false;
    view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});
