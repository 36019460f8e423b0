// Reads the stream of /v1/ask/stream with the parser of Vercel's AI SDK, as a front end does, and prints what it read.
// node ai_sdk.mjs ADDRESS QUESTION, from a folder where « npm install ai » was run.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { DefaultChatTransport, readUIMessageStream } = await import(pathToFileURL(require.resolve("ai")).href);

const [address, question] = process.argv.slice(2);
const transport = new DefaultChatTransport({
  api: `${address}/v1/ask/stream`,
  prepareSendMessagesRequest: ({ messages }) => ({ body: { question: messages.at(-1).parts[0].text } }),
});
const stream = await transport.sendMessages({
  trigger: "submit-message",
  chatId: "essai",
  messages: [{ id: "1", role: "user", parts: [{ type: "text", text: question }] }],
});
let last;
let error = null;
let steps = 0;
try {
  const read = readUIMessageStream({ stream, terminateOnError: true, onError: (one) => (error = String(one.message ?? one)) });
  for await (const message of read) {
    last = message;
    steps += 1;
  }
} catch (one) {
  error = String(one.message ?? one);
}
console.log(JSON.stringify({ message: last, error, steps }));
