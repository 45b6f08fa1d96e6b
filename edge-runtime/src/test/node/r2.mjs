// Cloudflare's own R2 emulation with its S3 API, node r2.mjs FOLDER BUCKET KEY_ID SECRET [PORT]; a free port without one.
// Prints "ready ENDPOINT"; ends on SIGTERM, on SIGINT, and when its standard input ends.
import { Miniflare } from "miniflare";

const [folder, bucket, accessKeyId, secretAccessKey, port = "0"] = process.argv.slice(2);
const emulation = new Miniflare({
  host: "127.0.0.1",
  port: Number(port),
  cf: false,
  modules: true,
  script: "export default { fetch() { return new Response(null, { status: 404 }); } };",
  r2Persist: folder,
  r2Buckets: { BUCKET: { id: bucket, s3Credentials: { accessKeyId, secretAccessKey } } },
});
const address = await emulation.ready;
console.log(`ready ${address.origin}/cdn-cgi/local/r2/s3`);

let ending = false;
async function end() {
  if (!ending) {
    ending = true;
    // Without it workerd, a process of its own, would go on.
    await emulation.dispose();
    process.exit(0);
  }
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
process.stdin.on("end", end).on("close", end).resume();
