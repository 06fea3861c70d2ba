declare module "pyodide/pyodide.asm.mjs" {
  const createPyodideModule: (settings: unknown) => Promise<unknown>;
  export default createPyodideModule;
}

declare module "pyodide/python_stdlib.zip?url" {
  const url: string;
  export default url;
}
