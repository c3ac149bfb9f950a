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
import java.util.function.Predicate;
import java.util.stream.*;
import javax.crypto.Cipher;
import javax.crypto.spec.*;

/**
 * A host backend for kaltura-room and kaltura-room-creator: POST …/token and POST …/rooms.
 *
 * <p>Requires Java 17 or later and Gson. To try it, set KALTURA_PARTNER_ID, KALTURA_ADMIN_SECRET
 * and KAF_URL in the environment, and run: {@code PORT=8000 java -cp gson.jar Backend.java}
 *
 * <p>If a proxy changes the Host header, list the origins of your pages in ALLOWED_ORIGINS,
 * separated by spaces.
 *
 * <p>In production, put a proxy in front that buffers requests, such as nginx: a client that sends a
 * request slowly then occupies the proxy, not a thread of this program.
 */
public final class Backend {
  static final int BODY_LIMIT_BYTES = 65536;
  static final int SESSION_LIFETIME_S = 60;
  static final int DEADLINE_S = 10;

  /** Time within which a request must arrive. */
  static final int REQUEST_TIMEOUT_S = 10;

  static final int PARTNER_ID =
      Integer.parseInt(
          readSetting("KALTURA_PARTNER_ID", "[1-9]\\d*", "the number of your account"));
  static final String ADMIN_SECRET =
      readSetting("KALTURA_ADMIN_SECRET", "\\S{8,}", "the admin secret of your account");
  static final String KAF_URL =
      readSetting(
          "KAF_URL",
          "(https://[\\w.-]+|http://(localhost|127\\.0\\.0\\.1))(:\\d+)?",
          "an https origin such as https://12345.kaf.kaltura.com");
  static final List<String> ALLOWED_ORIGINS =
      List.of(Objects.requireNonNullElse(System.getenv("ALLOWED_ORIGINS"), "").split(" "));

  /** Type of a Kaltura session (KS) that may reach a browser. */
  static final int USER_SESSION = 0;

  /** Type of a KS that must not reach a browser. */
  static final int ADMIN_SESSION = 2;

  static final String ROOM_ID = "\\d{1,3}_[0-9a-z]{8}";
  static final String USER_ID = "(?![*0]$)[\\w,!#$%&'*+?^`{|}~.@-]{1,320}";

  /** A rule for a value of a request body. */
  record Rule(String expected, Predicate<JsonElement> isValid) {
    /** Creates a rule that accepts strings that match the pattern. */
    static Rule forString(String expected, String pattern) {
      return new Rule(expected, value -> isMatch(value, pattern));
    }
  }

  static final Rule BOOLEAN_RULE =
      new Rule("true or false", value -> value instanceof JsonPrimitive flag && flag.isBoolean());
  static final Rule ROOM_ID_RULE = Rule.forString("a room ID such as 1_abcd1234", ROOM_ID);
  static final Rule USER_IDS_RULE =
      new Rule("a list of at most 100 Kaltura user IDs", Backend::isListOfUserIds);

  /** Fields of each route's body. */
  static final Map<String, Map<String, Rule>> FIELDS =
      Map.of(
          "token",
              Map.of(
                  "roomId", ROOM_ID_RULE,
                  "roomModerator", BOOLEAN_RULE,
                  "chatModerator", BOOLEAN_RULE,
                  // The language of the page (BCP 47). This backend does not use it.
                  "lang", Rule.forString("a string of at most 35 characters", "(?s).{0,35}")),
          "rooms",
              Map.of(
                  "name", Rule.forString("a string of 1 to 256 characters", "(?s).{1,256}"),
                  "description",
                      Rule.forString("a string of at most 5000 characters", "(?s).{0,5000}"),
                  "tags", Rule.forString("a string of at most 2000 characters", "(?s).{0,2000}"),
                  "templateRoomEntryId", ROOM_ID_RULE,
                  "roomModeratorUserIds", USER_IDS_RULE,
                  "chatModeratorUserIds", USER_IDS_RULE));

  static final Map<String, String> REQUIRED_FIELDS = Map.of("token", "roomId", "rooms", "name");

  static final Gson GSON = new Gson();

  /** By default, the client follows no redirect: a body that contains an admin KS must not move. */
  static final HttpClient HTTP = HttpClient.newHttpClient();

  static final System.Logger LOG = System.getLogger("kaltura-room");

  /**
   * A failure of a request, with a code of the contract's error catalog. The message is for the
   * developer. The outcome is "unknown" if the failed request may have created a room.
   */
  @SuppressWarnings("serial")
  static final class RoomException extends RuntimeException {
    final int status;
    final String code;
    final String outcome;

    RoomException(int status, String code, String message) {
      this(status, code, message, "not-created");
    }

    RoomException(int status, String code, String message, String outcome) {
      super(message);
      this.status = status;
      this.code = code;
      this.outcome = outcome;
    }

    static RoomException invalidRequest(int status, String message) {
      return new RoomException(status, "invalidRequest", message);
    }

    /** KAF's response does not show whether it created a room. */
    static RoomException invalidResponse(String message) {
      return new RoomException(502, "kaltura-invalid", message, "unknown");
    }
  }

  /** Who is signed in, and what they may do. */
  record Grant(
      String userId,
      String firstName,
      String lastName,
      boolean roomModerator,
      boolean chatModerator,
      boolean createRooms) {}

  // ==== Replace this function ===================================================================
  // Returns who is signed in, and what they may do. `action` is "view-room" or "create-room", and
  // `body` is the body of the request. The body does not identify the user: read your session.
  //
  // Return null if the user is not signed in. To refuse access, throw
  // new RoomException(403, "access-denied", "reason") or
  // new RoomException(404, "room-not-found", "reason").
  //
  // This example accepts one cookie as a user, and only if EXAMPLE_SESSION is set.
  static Grant authorize(Headers headers, String action, JsonObject body) {
    var session = System.getenv("EXAMPLE_SESSION");
    var cookies = Objects.requireNonNullElse(headers.getFirst("Cookie"), "").split("; *");
    if (session == null || session.isEmpty()) {
      return null;
    }
    var isSignedIn = List.of(cookies).contains("session=" + session);
    return isSignedIn ? new Grant("mona@example.com", "Mona", "Moderator", true, true, true) : null;
  }
  // ==== You can keep the rest ===================================================================

  /**
   * Encodes and encrypts a Kaltura session (KS) v2.
   *
   * @param secret the account's admin secret, also for a USER session
   * @param type {@link #USER_SESSION} or {@link #ADMIN_SESSION}
   * @param expiry Unix time in seconds
   * @param privileges privilege values by name
   * @param random 16 bytes of a secure random generator
   */
  static String encodeKs(
      int partnerId,
      String secret,
      String userId,
      int type,
      long expiry,
      Map<String, String> privileges,
      byte[] random)
      throws GeneralSecurityException {
    var fields = new LinkedHashMap<String, String>();
    privileges.forEach(
        (name, value) -> {
          if (!name.matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException(
                "privilege name must be a letter followed by letters and digits; got " + name);
          }
          if (!value.matches("(?!\\s)[^,:;*\\p{Cc}\\p{Cs}]*(?<!\\s)")) {
            throw new IllegalArgumentException(
                "value of privilege \"" + name + "\" must not contain , : ; * or a control"
                    + " character, and must not start or end with white space");
          }
          fields.put(name, value);
        });
    // Reserved fields go last: when a name repeats, Kaltura uses the last value.
    fields.put("_e", String.valueOf(expiry));
    fields.put("_t", String.valueOf(type));
    fields.put("_u", userId);
    var query =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    var body = concat(random, query.getBytes(UTF_8));
    var plaintext = concat(sha1(body), body);
    var padded = Arrays.copyOf(plaintext, (plaintext.length + 15) / 16 * 16);
    var key = new SecretKeySpec(sha1(secret.getBytes(UTF_8)), 0, 16, "AES");
    var cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
    var prefix = ("v2|" + partnerId + "|").getBytes(UTF_8);
    return Base64.getUrlEncoder().encodeToString(concat(prefix, cipher.doFinal(padded)));
  }

  static byte[] sha1(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(bytes);
  }

  static byte[] concat(byte[] first, byte[] second) {
    var result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  /** Creates a KS of this account. */
  static String createSession(String userId, int type, long expiry, Map<String, String> privileges)
      throws GeneralSecurityException {
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    return encodeKs(PARTNER_ID, ADMIN_SECRET, userId, type, expiry, privileges, random);
  }

  static long computeExpiry() {
    return Instant.now().getEpochSecond() + SESSION_LIFETIME_S;
  }

  /** Makes a display name safe for a KS: at most 40 characters, and perhaps none. */
  static String cleanDisplayName(String name) {
    // Separators of privileges, control characters, and marks that change the direction of text.
    var unsafe = "[,:;*\\s\\p{Z}\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]+";
    // Kaltura's server searches the whole KS for these words, also inside values.
    var reserved =
        "(?i)(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)"
            + "|(?<=privacy)(?=context)|(?<=set|restricting)(?=role)";
    return Normalizer.normalize(Objects.requireNonNullElse(name, ""), Normalizer.Form.NFC)
        .replaceAll(unsafe, " ")
        .trim()
        .replaceAll(reserved, " ")
        .replaceAll("(?s)^(.{0,40}).*", "$1")
        .trim();
  }

  /** Creates a launch: a session that lets this user open this room, and nothing else. */
  static JsonObject createLaunch(JsonObject body, Grant grant) throws GeneralSecurityException {
    var isRoomModerator = isTrue(body, "roomModerator") && grant.roomModerator;
    var isChatModerator = isTrue(body, "chatModerator") && grant.chatModerator;
    var privileges = new LinkedHashMap<String, String>();
    privileges.put("actionslimit", "-1");
    privileges.put("entryId", body.get("roomId").getAsString());
    privileges.put("role", "viewerRole");
    privileges.put("firstName", cleanDisplayName(grant.firstName));
    privileges.put("lastName", cleanDisplayName(grant.lastName));
    privileges.values().removeIf(String::isEmpty);
    privileges.put("roomModerator", isRoomModerator ? "1" : "0");
    privileges.put("chatModerator", isChatModerator ? "1" : "0");
    var expiry = computeExpiry();
    var launch = new JsonObject();
    launch.addProperty("auth", "ks");
    launch.addProperty("ks", createSession(grant.userId, USER_SESSION, expiry, privileges));
    launch.addProperty("kafUrl", KAF_URL);
    launch.addProperty("expiresAt", expiry);
    return launch;
  }

  /** Creations by user ID and Idempotency-Key. */
  static final Map<List<String>, Creation> CREATIONS = new ConcurrentHashMap<>();

  static final class Creation {
    final Instant startedAt = Instant.now();
    final JsonObject body;
    JsonObject room;

    Creation(JsonObject body) {
      this.body = body;
    }
  }

  /**
   * Creates a room, or returns the room that an earlier request with the same Idempotency-Key
   * created. Concurrent requests wait for the first.
   *
   * <p>This process keeps the result for a day. If you have several processes, use a database. If
   * KAF's response is lost, a retry may create a second room.
   */
  static JsonObject createRoomOnce(String key, JsonObject room, Grant grant)
      throws GeneralSecurityException, InterruptedException {
    if (key == null) {
      return createRoom(room, grant);
    }
    if (!key.matches("[!-~]{1,255}")) {
      throw RoomException.invalidRequest(
          400, "Idempotency-Key must be 1 to 255 visible ASCII characters; got another value");
    }
    var yesterday = Instant.now().minus(Duration.ofDays(1));
    CREATIONS.values().removeIf(creation -> creation.startedAt.isBefore(yesterday));
    var creation =
        CREATIONS.computeIfAbsent(
            List.of(grant.userId, key), added -> new Creation(room.deepCopy()));
    if (!creation.body.equals(room)) {
      throw RoomException.invalidRequest(
          422, "Idempotency-Key must be new for a new body; got a key of another body");
    }
    synchronized (creation) {
      if (creation.room == null) {
        creation.room = createRoom(room, grant);
      }
      return creation.room;
    }
  }

  /** Creates a room with an admin session that is used for this request only. */
  static JsonObject createRoom(JsonObject room, Grant grant)
      throws GeneralSecurityException, InterruptedException {
    room.addProperty("ks", createSession(grant.userId, ADMIN_SESSION, computeExpiry(), Map.of()));
    var response = postJson(KAF_URL + "/embeddedrooms/index/create-room", room);
    var id = response.get("data") instanceof JsonObject data ? getString(data, "id") : null;
    if (isTrue(response, "success") && id != null && id.matches(ROOM_ID)) {
      var created = new JsonObject();
      created.addProperty("id", id);
      return created;
    }
    var code = Objects.requireNonNullElse(getString(response, "errorCode"), "");
    var error =
        Stream.of(getString(response, "error"), getString(response, "message"), code)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    if (error.isEmpty()) {
      throw RoomException.invalidResponse(
          "create-room must return a room ID or an error; got neither");
    }
    // A proxy that times out also returns JSON with a message, but without `success`.
    var isRefused = new JsonPrimitive(false).equals(response.get("success"));
    var outcome = isRefused ? "not-created" : "unknown";
    var message = "create-room failed: " + error;
    // This backend created the KS, so the user's input is not the cause.
    if (error.matches("(?is).*\\bks\\b.*")) {
      throw new RoomException(502, "kaltura-refused", message, outcome);
    }
    throw switch (code) {
      case "invalidRequest" -> new RoomException(400, code, message, outcome);
      case "invalidConfiguration" -> new RoomException(502, code, message, outcome);
      default -> new RoomException(500, "internalError", message, outcome);
    };
  }

  /** Posts JSON to Kaltura, and returns the JSON object of the response, whatever its status. */
  static JsonObject postJson(String url, JsonObject body) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    var future = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      var response = future.get(DEADLINE_S, TimeUnit.SECONDS);
      if (parseJson(response.body()) instanceof JsonObject object) {
        return object;
      }
    } catch (TimeoutException error) {
      future.cancel(true);
      var message = "create-room must respond within " + DEADLINE_S + " s; got no response";
      throw new RoomException(504, "kaltura-timeout", message, "unknown");
    } catch (ExecutionException error) {
      var cause = error.getCause();
      // Without a connection, the request was not sent.
      var outcome = cause instanceof ConnectException ? "not-created" : "unknown";
      var message = "create-room is unreachable: " + cause.getClass().getName();
      throw new RoomException(502, "kaltura-unreachable", message, outcome);
    }
    throw RoomException.invalidResponse("create-room must return a JSON object; got another body");
  }

  /** Reads and validates the body of a request. */
  static JsonObject readBody(HttpExchange exchange, String route) throws IOException {
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.matches("(?i)application/json\\s*(;.*)?")) {
      throw RoomException.invalidRequest(415, "Content-Type must be application/json");
    }
    var bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1);
    if (bytes.length > BODY_LIMIT_BYTES) {
      // If the server closes the connection before it reads the rest, the client may lose the
      // response.
      exchange.getRequestBody().skip(16 * BODY_LIMIT_BYTES);
      throw RoomException.invalidRequest(
          413, "body must have at most " + BODY_LIMIT_BYTES + " bytes");
    }
    if (!(parseJson(new String(bytes, UTF_8)) instanceof JsonObject body)) {
      throw RoomException.invalidRequest(400, "body must be a JSON object");
    }
    var rules = FIELDS.get(route);
    for (var name : body.keySet()) {
      if (!rules.containsKey(name)) {
        throw RoomException.invalidRequest(
            400, "body must contain only known fields; got \"" + name + "\"");
      }
    }
    if (getString(body, "name") != null) {
      body.addProperty("name", getString(body, "name").strip());
    }
    if (!body.has(REQUIRED_FIELDS.get(route))) {
      throw invalidField(REQUIRED_FIELDS.get(route), null, rules);
    }
    for (var field : body.entrySet()) {
      if (!rules.get(field.getKey()).isValid().test(field.getValue())) {
        throw invalidField(field.getKey(), field.getValue(), rules);
      }
    }
    return body;
  }

  static RoomException invalidField(String name, JsonElement value, Map<String, Rule> rules) {
    var expected = rules.get(name).expected();
    return RoomException.invalidRequest(
        400, "body." + name + " must be " + expected + "; got " + describeType(value));
  }

  /** Returns the type of a value, for an error message. The value itself may be private. */
  static String describeType(JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return "nothing";
    }
    if (value instanceof JsonPrimitive primitive) {
      return primitive.isString() ? "a string" : primitive.isNumber() ? "a number" : "a boolean";
    }
    return value.isJsonArray() ? "an array" : "an object";
  }

  static boolean isMatch(JsonElement value, String pattern) {
    return value instanceof JsonPrimitive text
        && text.isString()
        && text.getAsString().matches(pattern);
  }

  static boolean isListOfUserIds(JsonElement value) {
    return value instanceof JsonArray userIds
        && userIds.size() <= 100
        && StreamSupport.stream(userIds.spliterator(), false)
            .allMatch(userId -> isMatch(userId, USER_ID));
  }

  static boolean isTrue(JsonObject object, String name) {
    return new JsonPrimitive(true).equals(object.get(name));
  }

  /** Returns a property that is a string, or null. */
  static String getString(JsonObject object, String name) {
    var value = object.get(name);
    return value instanceof JsonPrimitive text && text.isString() ? text.getAsString() : null;
  }

  /** Parses JSON, and returns JSON's null for other text. Gson's parser accepts more than JSON. */
  static JsonElement parseJson(String text) {
    try (var reader = new JsonReader(new StringReader(text))) {
      var value = GSON.getAdapter(JsonElement.class).read(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? value : JsonNull.INSTANCE;
    } catch (IOException | RuntimeException | StackOverflowError error) {
      return JsonNull.INSTANCE;
    }
  }

  /**
   * Returns whether the request comes from a page of this server, or from no page. Browsers add
   * cookies to requests of other sites too, so those pages would act as the signed-in user.
   */
  static boolean isAllowedOrigin(Headers headers) {
    var origin = headers.getFirst("Origin");
    if (origin != null && ALLOWED_ORIGINS.contains(origin)) {
      return true;
    }
    var site = headers.getFirst("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    // Older browsers, and every browser on plain http, send no Sec-Fetch-Site.
    if (origin == null) {
      return true;
    }
    // A proxy may add the default port.
    var host = Objects.requireNonNullElse(headers.getFirst("Host"), "").toLowerCase(Locale.ROOT);
    var pageHost = origin.replaceFirst("^https?://", "");
    return pageHost.equals(host) || pageHost.equals(host.replaceFirst(":(80|443)$", ""));
  }

  /** Returns the grant of authorize(). If that fails, no room exists: KAF has no request yet. */
  static Grant getGrant(Headers headers, String action, JsonObject body) {
    Grant grant;
    try {
      grant = authorize(headers, action, body);
    } catch (RoomException error) {
      throw error;
    } catch (RuntimeException error) {
      throw new RoomException(500, "internalError", "authorize() failed: " + error);
    }
    if (grant == null) {
      var message = "authorize() returned null: the user is not signed in";
      throw new RoomException(401, "sign-in-required", message);
    }
    return grant;
  }

  /** Handles a request, and returns the data of the response. */
  static JsonObject handleRequest(HttpExchange exchange, String route)
      throws GeneralSecurityException, InterruptedException, IOException {
    if (!FIELDS.containsKey(route)) {
      throw new RoomException(404, "endpoint-not-found", "path must end with /token or /rooms");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      throw new RoomException(405, "endpoint-not-found", "method must be POST");
    }
    var headers = exchange.getRequestHeaders();
    if (!isAllowedOrigin(headers)) {
      var got = new JsonArray();
      got.add(headers.getFirst("Origin"));
      got.add(headers.getFirst("Host"));
      var message =
          "Origin must be that of this server, or in ALLOWED_ORIGINS; got Origin and Host " + got;
      throw new RoomException(403, "origin-not-allowed", message);
    }
    var body = readBody(exchange, route);
    var grant = getGrant(headers, route.equals("token") ? "view-room" : "create-room", body);
    if (grant.userId == null || !grant.userId.matches(USER_ID)) {
      var message =
          "userId of authorize() must be a Kaltura user ID: up to 320 letters, digits and .@_-+";
      throw new RoomException(500, "internalError", message);
    }
    if (route.equals("token")) {
      return createLaunch(body, grant);
    }
    if (grant.createRooms) {
      return createRoomOnce(headers.getFirst("Idempotency-Key"), body, grant);
    }
    throw new RoomException(403, "access-denied", "authorize() did not grant createRooms");
  }

  /** Handles a request, and sends the result or the error in the contract's envelope. */
  static void handleExchange(HttpExchange exchange) throws IOException {
    var route = exchange.getRequestURI().getPath().replaceFirst("/$", "").replaceFirst("^.*/", "");
    var envelope = new JsonObject();
    int status;
    try {
      var data = handleRequest(exchange, route);
      status = route.equals("token") ? 200 : 201;
      envelope.addProperty("success", true);
      envelope.add("data", data);
    } catch (Exception error) {
      var isCreation = route.equals("rooms") && exchange.getRequestMethod().equals("POST");
      status = error instanceof RoomException known ? known.status : 500;
      envelope = buildErrorEnvelope(error, status, isCreation);
    }
    var bytes = envelope.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    var isHead = exchange.getRequestMethod().equals("HEAD");
    try (exchange) {
      exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
      if (!isHead) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** Logs failures of the server, and returns the envelope of an error. */
  static JsonObject buildErrorEnvelope(Exception error, int status, boolean isCreation) {
    var known = error instanceof RoomException exception ? exception : null;
    var code = known == null ? "internalError" : known.code;
    // Kaltura quotes the KS that it refuses.
    var message =
        String.valueOf(error.getMessage())
            .replace(ADMIN_SECRET, "[secret]")
            .replaceAll("djJ8\\S+", "[KS]")
            // Anyone may have written the text: no line breaks, controls, or marks that reorder it.
            .replaceAll("[\\s\\p{C}\\p{Zl}\\p{Zp}]+", " ")
            .replaceAll("(?s)^(.{0,300}).*", "$1");
    if (status >= 500) {
      LOG.log(ERROR, "{0} {1}: {2}, {3}", status, code, error.getClass().getName(), message);
    }
    var isInternalDetail = code.equals("internalError") || code.startsWith("kaltura-");
    var envelope = new JsonObject();
    envelope.addProperty("success", false);
    envelope.addProperty("errorCode", code);
    envelope.addProperty(
        "error", isInternalDetail ? "See the log of the host backend for details" : message);
    if (isCreation) {
      envelope.addProperty("outcome", known == null ? "unknown" : known.outcome);
    }
    return envelope;
  }

  /** Reads an environment variable that must match the pattern. */
  static String readSetting(String name, String pattern, String expected) {
    var value = Objects.requireNonNullElse(System.getenv(name), "");
    if (value.matches(pattern)) {
      return value;
    }
    var got = value.isEmpty() ? "nothing" : "another value";
    throw new IllegalStateException(name + " must be " + expected + "; got " + got);
  }

  public static void main(String[] arguments) throws IOException {
    var port = Integer.parseInt(Objects.requireNonNullElse(System.getenv("PORT"), "8000"));
    // The server reads these properties once. It closes the connection of a request that takes
    // longer, and new connections above the maximum.
    System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(REQUEST_TIMEOUT_S));
    System.setProperty("jdk.httpserver.maxConnections", "500");
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", Backend::handleExchange);
    // A thread for each request, because the time of a request that waits for a thread counts too.
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
