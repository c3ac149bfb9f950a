import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.*;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.sun.net.httpserver.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.security.*;
import java.text.Normalizer;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
import javax.crypto.Cipher;
import javax.crypto.spec.*;

/**
 * A host backend for kaltura-room and kaltura-room-creator: POST …/token and POST …/rooms. Java 17
 * or later and Gson. To try it, with the account in the environment (KALTURA_PARTNER_ID,
 * KALTURA_ADMIN_SECRET, KAF_URL): {@code PORT=8000 java -cp gson.jar Backend.java}
 */
public final class Backend {
  static final int BODY_LIMIT_BYTES = 65536;
  static final int SESSION_LIFETIME_S = 60;
  static final int DEADLINE_S = 10;
  static final int PARTNER_ID = Integer.parseInt(setting("KALTURA_PARTNER_ID", "[1-9]\\d*"));
  static final String SECRET = setting("KALTURA_ADMIN_SECRET", "\\S{8,}");
  static final String KAF_URL =
      setting("KAF_URL", "(https://[\\w.-]+|http://(localhost|127\\.0\\.0\\.1))(:\\d+)?");

  static final String ROOM_ID = "\\d{1,3}_[0-9a-z]{8}";
  static final String USER_ID = "(?![*0]$)[\\w,!#$%&'*+?^`{|}~.@-]{1,320}";
  static final String FLAG = "true or false";
  static final String USERS = "a list of user IDs";

  /** What a body may hold: text of a pattern, a flag, or a list of user IDs. */
  static final Map<String, Map<String, String>> FIELDS =
      Map.of(
          "token", Map.of("roomId", ROOM_ID, "roomModerator", FLAG, "chatModerator", FLAG),
          "rooms",
              Map.of(
                  "name", "(?s).{1,256}",
                  "description", "(?s).{0,5000}",
                  "tags", "(?s).{0,2000}",
                  "templateRoomEntryId", ROOM_ID,
                  "roomModeratorUserIds", USERS,
                  "chatModeratorUserIds", USERS));

  static final Gson GSON = new Gson();
  static final HttpClient HTTP = HttpClient.newHttpClient(); // It follows no redirect.
  static final System.Logger LOG = System.getLogger("kaltura-room");

  /**
   * A failure: HTTP status, a code of the contract's closed list, a reason for the developer. The
   * outcome of a request to create a room is "unknown" if the room may exist.
   */
  @SuppressWarnings("serial")
  static final class Refusal extends RuntimeException {
    final int status;
    final String code;
    final String outcome;

    Refusal(int status, String code, String reason) {
      this(status, code, reason, "not-created");
    }

    Refusal(int status, String code, String reason, String outcome) {
      super(reason);
      this.status = status;
      this.code = code;
      this.outcome = outcome;
    }
  }

  /** The request is not as it should be. */
  static Refusal invalid(int status, String reason) {
    return new Refusal(status, "invalidRequest", reason);
  }

  record Grant(
      String userId, String firstName, String lastName,
      boolean roomModerator, boolean chatModerator, boolean createRooms) {}

  // ==== Yours to replace: who is asking, and what may they do? ==================================
  // `ask` is the body, `action` "view-room" or "create-room". Neither says who asks: ask your own
  // session. Null where nobody is signed in; for who may not, throw
  // new Refusal(403, "access-denied", "why"), or (404, "room-not-found", "why").
  // This example knows one person, by a cookie; nobody at all unless EXAMPLE_SESSION is set.
  static Grant authorize(Headers headers, String action, JsonObject ask) {
    var session = System.getenv("EXAMPLE_SESSION");
    var cookies = Objects.requireNonNullElse(headers.getFirst("Cookie"), "").split("; *");
    var known = session != null && !session.isEmpty() && List.of(cookies).contains("session=" + session);
    return !known ? null : new Grant("mona@example.com", "Mona", "Moderator", true, true, true);
  }
  // ==== The rest may stay as it is ==============================================================

  /**
   * Writes a Kaltura session (KS) of version 2.
   *
   * @param secret the ADMIN secret, for a USER session too
   * @param type 0 USER, which may reach a browser; 2 ADMIN, which must not
   * @param expiry Unix seconds
   * @param random 16 bytes that nobody can guess
   */
  static String encodeKs(
      int partnerId, String secret, String userId, int type, long expiry,
      Map<String, String> privileges, byte[] random) throws GeneralSecurityException {
    var fields = new LinkedHashMap<String, String>();
    var safe = "(?!\\s)[^,:;*\\p{Cc}\\p{Cs}]*(?<!\\s)";
    privileges.forEach((name, value) -> {
      if (!name.matches("[A-Za-z][A-Za-z0-9]*") || !value.matches(safe))
        throw new IllegalArgumentException("privilege " + name + " could change another one");
      fields.put(name, value);
    });
    // Of two fields with one name Kaltura believes the later, so the reserved ones come last.
    fields.put("_e", String.valueOf(expiry));
    fields.put("_t", String.valueOf(type));
    fields.put("_u", userId);
    var query = fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    var body = join(random, query.getBytes(UTF_8));
    var plain = join(sha1(body), body);
    // Kaltura pads with zeros, and only where it must.
    var padded = Arrays.copyOf(plain, (plain.length + 15) / 16 * 16);
    var cipher = Cipher.getInstance("AES/CBC/NoPadding");
    var key = new SecretKeySpec(sha1(secret.getBytes(UTF_8)), 0, 16, "AES");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
    var head = ("v2|" + partnerId + "|").getBytes(UTF_8);
    return Base64.getUrlEncoder().encodeToString(join(head, cipher.doFinal(padded)));
  }

  static byte[] sha1(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(bytes);
  }

  static byte[] join(byte[] first, byte[] second) {
    var joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** A session of this account that ends at {@code expiry}. */
  static String session(String userId, int type, long expiry, Map<String, String> privileges)
      throws GeneralSecurityException {
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    return encodeKs(PARTNER_ID, SECRET, userId, type, expiry, privileges, random);
  }

  /** A name that can be nothing but a name, of Kaltura's 40 characters; it may come out empty. */
  static String displayName(String name) {
    var safe = Normalizer.normalize(Objects.requireNonNullElse(name, ""), Normalizer.Form.NFC)
        // What could end a privilege or start another, controls, and marks that reorder a line.
        .replaceAll("[,:;*\\s\\p{Z}\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]+", " ").trim()
        // Kaltura's server looks for these words anywhere in a session, values included.
        .replaceAll("(?i)(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)"
            + "|(?<=privacy)(?=context)|(?<=set|restricting)(?=role)", " ");
    return safe.replaceAll("(?s)^(.{0,40}).*", "$1").trim();
  }

  /** A session that opens this room for this person, and does nothing else. */
  static JsonObject launch(JsonObject ask, Grant grant) throws GeneralSecurityException {
    var privileges = new LinkedHashMap<String, String>();
    privileges.put("actionslimit", "-1");
    privileges.put("entryId", ask.get("roomId").getAsString());
    privileges.put("role", "viewerRole");
    privileges.put("firstName", displayName(grant.firstName));
    privileges.put("lastName", displayName(grant.lastName));
    privileges.values().removeIf(String::isEmpty);
    // It takes both: the page asks, you grant.
    var room = isTrue(ask, "roomModerator") && grant.roomModerator;
    var chat = isTrue(ask, "chatModerator") && grant.chatModerator;
    privileges.put("roomModerator", room ? "1" : "0");
    privileges.put("chatModerator", chat ? "1" : "0");
    var expiry = Instant.now().getEpochSecond() + SESSION_LIFETIME_S;
    var launch = new JsonObject();
    launch.addProperty("auth", "ks");
    launch.addProperty("ks", session(grant.userId, 0, expiry, privileges));
    launch.addProperty("kafUrl", KAF_URL);
    launch.addProperty("expiresAt", expiry);
    return launch;
  }

  static final Map<List<String>, Creation> CREATIONS = new ConcurrentHashMap<>();

  static final class Creation {
    final Instant since = Instant.now();
    final JsonObject body;
    JsonObject room;

    Creation(JsonObject body) {
      this.body = body;
    }
  }

  /**
   * One room for each Idempotency-Key of a person, who may try again: that waits for the first
   * attempt, and is answered the same. This process remembers it for a day; several need a
   * database. Where KAF's answer was lost, another attempt may make a second room.
   */
  static JsonObject createRoomIdempotently(String key, JsonObject room, Grant grant)
      throws GeneralSecurityException, InterruptedException {
    if (key == null) return createRoom(room, grant);
    if (!key.matches("[!-~]{1,255}"))
      throw invalid(400, "Idempotency-Key: expected 1 to 255 visible ASCII characters");
    var yesterday = Instant.now().minus(Duration.ofDays(1));
    CREATIONS.values().removeIf(creation -> creation.since.isBefore(yesterday));
    var creation =
        CREATIONS.computeIfAbsent(List.of(grant.userId, key), added -> new Creation(room.deepCopy()));
    if (!creation.body.equals(room))
      throw invalid(422, "Idempotency-Key: expected another for another body");
    synchronized (creation) {
      if (creation.room == null) creation.room = createRoom(room, grant);
      return creation.room;
    }
  }

  /** Creates a room, with an admin session that is made for it and dropped. */
  static JsonObject createRoom(JsonObject room, Grant grant)
      throws GeneralSecurityException, InterruptedException {
    var expiry = Instant.now().getEpochSecond() + SESSION_LIFETIME_S;
    room.addProperty("ks", session(grant.userId, 2, expiry, Map.of()));
    var answer = postJson(KAF_URL + "/embeddedrooms/index/create-room", room);
    var id = answer.get("data") instanceof JsonObject data ? text(data, "id") : null;
    if (isTrue(answer, "success") && id != null && id.matches(ROOM_ID)) {
      var created = new JsonObject();
      created.addProperty("id", id);
      return created;
    }
    var code = Objects.requireNonNullElse(text(answer, "errorCode"), "");
    var message = Objects.requireNonNullElse(text(answer, "message"), code);
    var error = Objects.requireNonNullElse(text(answer, "error"), message);
    if (error.isEmpty()) throw malformed("create-room: neither a room ID nor an error");
    var reason = "create-room: " + error;
    // A proxy that gave up waiting answers JSON with a message as well, but no success.
    var isRefused = new JsonPrimitive(false).equals(answer.get("success"));
    var outcome = isRefused ? "not-created" : "unknown";
    // The session is this server's part of the request: nothing that the person sent is wrong.
    if (error.matches("(?is).*\\bks\\b.*"))
      throw new Refusal(502, "kaltura-refused", reason, outcome);
    throw switch (code) {
      case "invalidRequest" -> new Refusal(400, code, reason, outcome);
      case "invalidConfiguration" -> new Refusal(502, code, reason, outcome);
      default -> new Refusal(500, "internalError", reason, outcome);
    };
  }

  /** KAF's answer leaves open whether it created the room. */
  static Refusal malformed(String reason) {
    return new Refusal(502, "kaltura-invalid", reason, "unknown");
  }

  /** The answer's JSON object, whatever the status, within a deadline. */
  static JsonObject postJson(String url, JsonObject body) throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
    var call = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      var response = call.get(DEADLINE_S, TimeUnit.SECONDS);
      if (parsed(response.body()) instanceof JsonObject answer) return answer;
    } catch (TimeoutException late) {
      call.cancel(true);
      throw new Refusal(504, "kaltura-timeout", "create-room took too long", "unknown");
    } catch (ExecutionException failed) {
      var cause = failed.getCause();
      // Without a connection, nothing was sent.
      var outcome = cause instanceof ConnectException ? "not-created" : "unknown";
      var reason = "create-room: " + cause.getClass().getName();
      throw new Refusal(502, "kaltura-unreachable", reason, outcome);
    }
    throw malformed("create-room answered no JSON object");
  }

  /** The body, its fields checked one by one. */
  static JsonObject readBody(HttpExchange exchange, Map<String, String> fields) throws IOException {
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.matches("(?i)application/json\\s*(;.*)?"))
      throw invalid(415, "expected Content-Type: application/json");
    var bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1);
    if (bytes.length > BODY_LIMIT_BYTES) {
      // A connection that is closed before the rest was read may take the answer with it.
      exchange.getRequestBody().skip(16 * BODY_LIMIT_BYTES);
      throw invalid(413, "body: expected at most " + BODY_LIMIT_BYTES + " bytes");
    }
    if (!(parsed(new String(bytes, UTF_8)) instanceof JsonObject body))
      throw invalid(400, "body: expected a JSON object");
    for (var name : body.keySet())
      if (!fields.containsKey(name))
        throw invalid(400, "body: expected no \"" + name + "\"");
    if (text(body, "name") != null) body.addProperty("name", text(body, "name").strip());
    fields.forEach((name, rule) -> {
      var mandatory = name.equals("roomId") || name.equals("name");
      if (body.has(name) ? !fits(body.get(name), rule) : mandatory)
        throw invalid(400, "body." + name + ": missing or malformed");
    });
    return body;
  }

  static boolean fits(JsonElement value, String rule) {
    if (rule.equals(USERS))
      return value instanceof JsonArray users && users.size() <= 100
          && StreamSupport.stream(users.spliterator(), false).allMatch(user -> fits(user, USER_ID));
    if (!(value instanceof JsonPrimitive primitive)) return false;
    if (rule.equals(FLAG)) return primitive.isBoolean();
    return primitive.isString() && primitive.getAsString().matches(rule);
  }

  static boolean isTrue(JsonObject object, String name) {
    return new JsonPrimitive(true).equals(object.get(name));
  }

  static String text(JsonObject object, String name) {
    var isText = object.get(name) instanceof JsonPrimitive value && value.isString();
    return isText ? object.get(name).getAsString() : null;
  }

  /** What JSON says, or JSON's null for any other text. Gson by itself takes more than JSON. */
  static JsonElement parsed(String text) {
    try (var reader = new JsonReader(new StringReader(text))) {
      var value = GSON.getAdapter(JsonElement.class).read(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? value : JsonNull.INSTANCE;
    } catch (IOException | RuntimeException | StackOverflowError malformed) {
      return JsonNull.INSTANCE;
    }
  }

  /** Cookies let a page of any other site speak for whoever looks at it: it is refused. */
  static boolean isOwnPage(Headers headers) {
    var site = headers.getFirst("Sec-Fetch-Site");
    if (site != null) return site.equals("same-origin") || site.equals("none");
    var origin = headers.getFirst("Origin"); // From a browser that says no more, or by plain http.
    return origin == null || origin.replaceFirst("^https?://", "").equals(headers.getFirst("Host"));
  }

  /** The data of the answer. */
  static JsonObject handle(HttpExchange exchange, String route)
      throws GeneralSecurityException, InterruptedException, IOException {
    var fields = FIELDS.get(route);
    if (fields == null) throw new Refusal(404, "endpoint-not-found", "no such route");
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      throw new Refusal(405, "endpoint-not-found", "expected POST");
    }
    var headers = exchange.getRequestHeaders();
    if (!isOwnPage(headers)) throw new Refusal(403, "origin-not-allowed", "a page of another site");
    var ask = readBody(exchange, fields);
    var grant = authorize(headers, route.equals("token") ? "view-room" : "create-room", ask);
    if (grant == null) throw new Refusal(401, "sign-in-required", "authorize() granted nobody");
    if (grant.userId == null || !grant.userId.matches(USER_ID))
      throw new Refusal(500, "internalError", "userId of authorize() is no Kaltura user ID");
    if (route.equals("token")) return launch(ask, grant);
    if (grant.createRooms) return createRoomIdempotently(headers.getFirst("Idempotency-Key"), ask, grant);
    throw new Refusal(403, "access-denied", "authorize() did not grant createRooms");
  }

  /** Answers the request in the contract's envelope, whatever happens. */
  static void answer(HttpExchange exchange) throws IOException {
    var route = exchange.getRequestURI().getPath().replaceFirst("^.*/", "");
    var envelope = new JsonObject();
    int status;
    try {
      var data = handle(exchange, route);
      status = route.equals("token") ? 200 : 201;
      envelope.addProperty("success", true);
      envelope.add("data", data);
    } catch (Exception error) {
      status = error instanceof Refusal refusal ? refusal.status : 500;
      var code = error instanceof Refusal refusal ? refusal.code : "internalError";
      // Kaltura quotes a session that it refuses.
      var reason = String.valueOf(error.getMessage()).replace(SECRET, "[secret]")
          .replaceAll("djJ8\\S+", "[KS]").replaceAll("\\s+", " ")
          .replaceAll("(?s)^(.{0,300}).*", "$1");
      if (status >= 500)
        LOG.log(ERROR, "{0} {1}: {2}, {3}", status, code, error.getClass().getName(), reason);
      // What goes wrong between this server and Kaltura is the log's business.
      if (code.equals("internalError") || code.startsWith("kaltura-")) reason = "the log says more";
      envelope.addProperty("success", false);
      envelope.addProperty("errorCode", code);
      envelope.addProperty("error", reason);
      // It is about this request alone. An unexpected error leaves it open.
      var outcome = error instanceof Refusal refusal ? refusal.outcome : "unknown";
      if (route.equals("rooms") && exchange.getRequestMethod().equals("POST"))
        envelope.addProperty("outcome", outcome);
    }
    var bytes = envelope.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    var head = exchange.getRequestMethod().equals("HEAD");
    try (exchange) {
      exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
      if (!head) exchange.getResponseBody().write(bytes);
    }
  }

  static String setting(String name, String pattern) {
    var value = Objects.requireNonNullElse(System.getenv(name), "");
    if (value.matches(pattern)) return value;
    throw new IllegalStateException(name + " is missing or malformed");
  }

  public static void main(String[] arguments) throws IOException {
    var port = Integer.parseInt(Objects.requireNonNullElse(System.getenv("PORT"), "8000"));
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", Backend::answer);
    server.setExecutor(Executors.newFixedThreadPool(32));
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
