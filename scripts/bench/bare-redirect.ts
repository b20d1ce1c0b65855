/** The reference: node:http answering every request with a 302 and nothing else. Port as the first argument. */
import { createServer } from 'node:http';

createServer((_request, response) => {
  response.writeHead(302, {
    Location: 'https://shop.example/p/1',
    'Cache-Control': 'no-store',
    'Content-Length': 0,
  });
  response.end();
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
