// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartiQlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "INSERT INTO \"photos\" VALUE {'pk': 'a'}     | true  | photos | INSERT INTO \"photos\""
            + " VALUE {?: ?}",
        "update photos set n = 5 where pk='it''s'     | true  | photos | update photos set n = ?"
            + " where pk=?",
        "DELETE FROM \"my.photos\" WHERE pk = ?       | true  | my.photos | DELETE FROM"
            + " \"my.photos\" WHERE pk = ?",
        "SELECT * FROM \"photos\".\"by-owner\" WHERE x > -1.5e3 | false | photos | SELECT * FROM"
            + " \"photos\".\"by-owner\" WHERE x > -?",
        "\tSELECT a,b2 FROM p WHERE c IN ['x',2]      | false | p      | SELECT a,b2 FROM p WHERE c"
            + " IN [?,?]",
        "EXISTS(SELECT * FROM photos WHERE pk = 'a')  | false | photos | EXISTS(SELECT * FROM"
            + " photos WHERE pk = ?)",
        "SELECT * FROM \"a\"\"b\"                     | false | a\"b   | SELECT * FROM \"a\"\"b\"",
        "UPDATE \"arn:aws:dynamodb:eu-west-1:1:table/photos\" REMOVE x | true | photos | UPDATE"
            + " \"arn:aws:dynamodb:eu-west-1:1:table/photos\" REMOVE x"
      })
  void statement_isRead(String statement, boolean writes, String table, String text) {
    PartiQl parsed = PartiQl.parse(statement);

    assertThat(parsed.isWrite()).isEqualTo(writes);
    assertThat(parsed.table()).isEqualTo(table);
    assertThat(parsed.text().strip()).isEqualTo(text);
  }

  @Test
  void whatIsNoStatement_tellsNothing() {
    for (String text :
        new String[] {null, "", " ", "'", "\"", "FROM", "'ada", "INSERT INTO \"\""}) {
      PartiQl parsed = PartiQl.parse(text);
      assertThat(parsed.table()).isNull();
      assertThat(parsed.text()).doesNotContain("ada");
    }
  }

  @Property
  void anyText_isReadWithoutAnException(@ForAll String text) {
    PartiQl.parse(text);
  }

  @Property
  void literal_neverShows(@ForAll @AlphaChars @StringLength(min = 5, max = 20) String secret) {
    assertThat(PartiQl.parse("SELECT * FROM t WHERE pk = 'x''" + secret + "'").text())
        .doesNotContain(secret);
    assertThat(PartiQl.parse("SELECT * FROM t WHERE pk = '" + secret).text())
        .doesNotContain(secret);
  }
}
