// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.dynamodb.UpdateExpression.Clause;
import java.util.Set;

/** An update that DynamoDB takes, and what it is known to do. */
record LegalUpdate(Update update, Set<Clause> clauses, Set<String> written) {}
