"""A wire between a port of this machine and a server: `python -m tests.auslage.leitung PORT SOCKET_OR_HOST:PORT`."""

import asyncio
import sys
from contextlib import suppress


async def main(port: int, there: str) -> None:
    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if there.startswith("/"):
            back, forth = await asyncio.open_unix_connection(there)
        else:
            host, _, number = there.rpartition(":")
            back, forth = await asyncio.open_connection(host, int(number))
        await asyncio.gather(pump(reader, forth), pump(back, writer))

    async with await asyncio.start_server(pass_on, "127.0.0.1", port) as server:
        await server.serve_forever()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
