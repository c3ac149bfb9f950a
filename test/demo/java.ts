import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import type {Language, Tools} from './language.js';

const ENCODE = `
import com.google.gson.*;

class Encode {
  public static void main(String[] arguments) throws Exception {
    var input = new java.io.InputStreamReader(System.in, "UTF-8");
    for (var item : JsonParser.parseReader(input).getAsJsonArray()) {
      var session = item.getAsJsonObject();
      var privileges = new java.util.LinkedHashMap<String, String>();
      for (var privilege : session.getAsJsonObject("privileges").entrySet())
        privileges.put(privilege.getKey(), privilege.getValue().getAsString());
      try {
        System.out.println(Backend.encodeKs(
            session.get("partnerId").getAsInt(),
            session.get("secret").getAsString(),
            session.get("userId").getAsString(),
            session.get("type").getAsInt(),
            session.get("expiry").getAsLong(),
            privileges,
            java.util.HexFormat.of().parseHex(session.get("random").getAsString())));
      } catch (IllegalArgumentException unsafe) {
        System.out.println("refused");
      }
    }
  }
}
`;

function findTools(): Tools | undefined {
  const {GSON_JAR} = process.env;
  const jar = [...(GSON_JAR ? [GSON_JAR] : []), '/usr/share/java/gson.jar'].find(existsSync);
  const {stdout} = spawnSync('javac', ['-version'], {encoding: 'utf8'});
  if (!jar || !(Number(/\d+/.exec(stdout ?? '')) >= 17)) return undefined;
  return {
    prepare: folder => {
      writeFileSync(join(folder, 'Encode.java'), ENCODE);
      const sources = ['Backend.java', 'Encode.java'].map(name => join(folder, name));
      execFileSync('javac', ['-encoding', 'UTF-8', '-cp', jar, '-d', folder, ...sources]);
    },
    serve: folder => ['java', '-cp', `${folder}${delimiter}${jar}`, 'Backend'],
    encode: folder => ['java', '-cp', `${folder}${delimiter}${jar}`, 'Encode'],
  };
}

export const JAVA: Language = {
  file: 'Backend.java',
  requirements: 'javac 17 or later, and Gson as /usr/share/java/gson.jar or in GSON_JAR',
  tools: findTools(),
  signature: 'static Grant authorize(',
  authorize: `static Grant authorize(Headers headers, String action, JsonObject body) {
    var refuse = headers.getFirst("X-Refuse");
    if (refuse != null)
      throw new RoomException(Integer.parseInt(refuse.split(" ")[0]), refuse.split(" ")[1], "reason");
    var grant = headers.getFirst("X-Grant");
    return grant == null ? null : GSON.fromJson(URLDecoder.decode(grant, UTF_8), Grant.class);
  }
`,
  hasLoneSurrogates: true,
  closesSlowRequests: true,
};
