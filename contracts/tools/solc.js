#!/usr/bin/env node
// Gives the WebAssembly Solidity compiler of the `solc` package the command line of a native `solc`, as far as
// Forge and foundry-compilers use it:
//
//   solc.js --version
//   solc.js --standard-json [--base-path DIR] [--include-path DIR]... [--allow-paths DIR,...]   < input > output
//
// The `solcjs` of the package itself cannot stand in: it knows no `--allow-paths` and mixes messages into its output.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { Worker, isMainThread, parentPort, workerData } = require("node:worker_threads");

// The compiler recurses over expressions; the default stack of Node.js ends long before a native one would.
const STACK_MEGABYTES = 256;
const HEAP_MEGABYTES = 4096;

/** Splits the command line into what is asked for and where sources may come from; throws on anything unknown. */
function parseArguments(args) {
  const options = { mode: undefined, basePath: "", includePaths: [], allowPaths: [] };
  const queue = [...args];
  while (queue.length > 0) {
    const [name, inline] = splitOption(queue.shift());
    const value = () => {
      const given = inline ?? queue.shift();
      if (given === undefined) throw new Error(`option ${name} needs a value`);
      return given;
    };
    if (name === "--version" || name === "--standard-json") options.mode = name;
    else if (name === "--base-path") options.basePath = value();
    else if (name === "--include-path") options.includePaths.push(value());
    else if (name === "--allow-paths") options.allowPaths.push(...value().split(",").filter(Boolean));
    else throw new Error(`unknown option ${name}; this is not a native solc, only --version and --standard-json work`);
  }
  if (options.mode === undefined) throw new Error("nothing to do: pass --version or --standard-json");
  return options;
}

function splitOption(argument) {
  const equals = argument.startsWith("--") ? argument.indexOf("=") : -1;
  return equals < 0 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

/** Answers the compiler's imports: the file below the base path or an include path, inside an allowed directory. */
function importCallback({ basePath, includePaths, allowPaths }) {
  const roots = [basePath, ...includePaths].map((root) => path.resolve(root));
  const allowed = [...roots, ...allowPaths].map(realPath);
  return (unit) => {
    const name = unit.startsWith("file://") ? unit.slice("file://".length) : unit;
    for (const root of roots) {
      const file = path.resolve(root, name);
      if (!fs.existsSync(file)) continue;
      if (!allowed.some((directory) => contains(directory, realPath(file)))) {
        return { error: `File outside of allowed directories: ${file}` };
      }
      try {
        return { contents: fs.readFileSync(file, "utf8") };
      } catch (error) {
        return { error: `Cannot read ${file}: ${error.message}` };
      }
    }
    return { error: `File not found below the base path or an include path: ${name}` };
  };
}

function realPath(file) {
  try {
    return fs.realpathSync(path.resolve(file));
  } catch {
    return path.resolve(file);
  }
}

function contains(directory, file) {
  const relative = path.relative(directory, file);
  return relative === "" || (!relative.startsWith("..") && !path.isAbsolute(relative));
}

/** In the worker: does what was asked for and returns the whole text for standard output. */
function answer({ options, input }) {
  const solc = require("solc");
  if (options.mode === "--version") {
    return `solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`;
  }
  return solc.compile(input, { import: importCallback(options) }) + "\n";
}

async function readStandardInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function fail(error) {
  // exitCode rather than exit(): pipes are written asynchronously, and an exit would cut them short.
  process.stderr.write(`solc.js: ${error.message}\n`);
  process.exitCode = 1;
}

async function main() {
  const options = parseArguments(process.argv.slice(2));
  const input = options.mode === "--standard-json" ? await readStandardInput() : "";
  const worker = new Worker(__filename, {
    workerData: { options, input },
    resourceLimits: { stackSizeMb: STACK_MEGABYTES, maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  worker.once("message", (text) => process.stdout.write(text));
  worker.once("error", fail);
}

if (isMainThread) {
  main().catch(fail);
} else {
  parentPort.postMessage(answer(workerData));
}
