#include "CLibCurl.h"

#include <curl/curl.h>
#include <string.h>

typedef struct {
  const char *bytes;
  size_t left;
} message_left;

static size_t give(char *target, size_t size, size_t count, void *context) {
  message_left *message = context;
  size_t length = size * count;
  if (length > message->left) length = message->left;
  memcpy(target, message->bytes, length);
  message->bytes += length;
  message->left -= length;
  return length;
}

int km0_mail_begin(void) { return (int)curl_global_init(CURL_GLOBAL_DEFAULT); }

int km0_is_login_denied(int code) { return code == CURLE_LOGIN_DENIED; }

int km0_send_mail(
  const km0_mail_server *server, const char *from, const char *to, const char *bytes, size_t length, char *error, long *response) {
  error[0] = 0;
  *response = 0;
  CURL *curl = curl_easy_init();
  if (!curl) return CURLE_FAILED_INIT;
  struct curl_slist *recipients = curl_slist_append(NULL, to);
  message_left message = {bytes, length};

  curl_easy_setopt(curl, CURLOPT_URL, server->url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, server->seconds < 15 ? server->seconds : 15L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, server->seconds);
  curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(server->tls == 2 ? CURLUSESSL_ALL : server->tls == 1 ? CURLUSESSL_TRY : CURLUSESSL_NONE));
  if (server->authority) curl_easy_setopt(curl, CURLOPT_CAINFO, server->authority);
  if (server->user) curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
  if (server->password) curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &message);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);

  CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, response);
  if (code != CURLE_OK && error[0] == 0) strncpy(error, curl_easy_strerror(code), CURL_ERROR_SIZE - 1);
  curl_slist_free_all(recipients);
  curl_easy_cleanup(curl);
  return (int)code;
}
