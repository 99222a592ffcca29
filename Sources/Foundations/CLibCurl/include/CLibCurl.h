#include <stddef.h>

/// How a letter is handed to an SMTP server. curl's own interface is variadic, which Swift cannot call.
typedef struct {
  const char *url;       ///< smtp://host:port or smtps://host:port
  const char *user;      ///< NULL for none
  const char *password;  ///< NULL for none
  const char *authority; ///< file of certificates to trust, NULL for the system's
  int tls;               ///< 0 never, 1 when offered, 2 always
  long seconds;          ///< for the whole exchange
} km0_mail_server;

/// Sends `length` bytes of message from one address to another. Answers 0, or curl's code with its text in `error` (256 bytes);
/// `response` is the last code of the server.
int km0_send_mail(
  const km0_mail_server *server, const char *from, const char *to, const char *message, size_t length, char *error, long *response);

/// To be called once, before any thread sends.
int km0_mail_begin(void);

/// Whether the server rejected the name or the password.
int km0_is_login_denied(int code);
