"""Takes one letter over TLS, at once or after STARTTLS: tls_mail_server.py CERTIFICATE KEY at-once|starttls. Prints its port, then the dialogue."""

import socket
import ssl
import sys

certificate, key, way = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
with socket.create_server(("127.0.0.1", 0)) as listener:
    print(listener.getsockname()[1], flush=True)
    listener.settimeout(20)
    plain, _ = listener.accept()
    plain.settimeout(20)
    try:
        connection = context.wrap_socket(plain, server_side=True) if way == "at-once" else plain
        connection.sendall(b"220 tiny\r\n")
        reader = connection.makefile("rb")
        while line := reader.readline():
            word = line[:4].upper()
            print(("" if isinstance(connection, ssl.SSLSocket) else "in the clear: ") + line.decode().strip(), flush=True)
            if word == b"EHLO":
                offers = [b"AUTH PLAIN"] if isinstance(connection, ssl.SSLSocket) else [b"STARTTLS"]
                connection.sendall(b"250-tiny\r\n" + b"".join(b"250 " + offer + b"\r\n" for offer in offers))
            elif word == b"STAR":
                connection.sendall(b"220 go on\r\n")
                connection = context.wrap_socket(plain, server_side=True)
                reader = connection.makefile("rb")
            elif word == b"AUTH":
                connection.sendall(b"334 \r\n")
                reader.readline()
                connection.sendall(b"235 you are you\r\n")
            elif word == b"DATA":
                connection.sendall(b"354 go on\r\n")
                while (text := reader.readline()) != b".\r\n":
                    print(text.decode().strip(), flush=True)
                print("taken", flush=True)
                connection.sendall(b"250 taken\r\n")
            elif word == b"QUIT":
                connection.sendall(b"221 bye\r\n")
                break
            else:
                connection.sendall(b"250 ok\r\n")
    except (ssl.SSLError, OSError) as error:
        print(f"broken off: {error}", flush=True)
