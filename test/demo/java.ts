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
      var v = item.getAsJsonObject();
      var privileges = new java.util.LinkedHashMap<String, String>();
      for (var one : v.getAsJsonObject("privileges").entrySet())
        privileges.put(one.getKey(), one.getValue().getAsString());
      try {
        System.out.println(Backend.encodeKs(
            v.get("partnerId").getAsInt(), v.get("secret").getAsString(),
            v.get("userId").getAsString(), v.get("type").getAsInt(), v.get("expiry").getAsLong(),
            privileges, java.util.HexFormat.of().parseHex(v.get("random").getAsString())));
      } catch (IllegalArgumentException unsafe) {
        System.out.println("refused");
      }
    }
  }
}
`;

function tools(): Tools | undefined {
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
  needs: 'javac 17 or later, and Gson as /usr/share/java/gson.jar or in GSON_JAR',
  tools: tools(),
  signature: 'static Grant authorize(',
  authorize: `static Grant authorize(Headers headers, String action, JsonObject body) {
    var refuse = headers.getFirst("X-Refuse");
    if (refuse != null)
      throw new RoomException(Integer.parseInt(refuse.split(" ")[0]), refuse.split(" ")[1], "why");
    var grant = headers.getFirst("X-Grant");
    return grant == null ? null : GSON.fromJson(URLDecoder.decode(grant, UTF_8), Grant.class);
  }
`,
  halves: true,
};
