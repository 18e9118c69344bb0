#!/usr/bin/env bash
# Puts keys where the functions find them: SSM parameters of the kind SecureString below /pixelprompt/STAGE. Each counts as a
# variable of its name, so all 20 models can be set this way, and whatever `pixelprompt config --explain` names.
#
#   scripts/secrets.sh prod models.env         one NAME=value a line, # begins a comment; - reads standard input
#   scripts/secrets.sh prod --list             the names, never the values
#   scripts/secrets.sh prod --delete MODEL_3_API_KEY
#
#   MODEL_1_PROVIDER=openai
#   MODEL_1_ID=gpt-image-1
#   MODEL_1_API_KEY=sk-…
#   PIXELPROMPT_BLOBS_SIGNING_KEY=@cloudfront.pem      @ and a file: what is in it
#
# The functions read them when they start, so running ones are replaced; that takes a few seconds and loses nothing.
# SECRETS_KEY_ID names a KMS key of yours; give its ARN to the stack as SecretsKeyArn. Needs the AWS CLI and jq.
set -euo pipefail

help() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; }
stop() {
    printf 'secrets: %s\n' "$*" >&2
    exit 1
}
case ${1:-} in
    -h | --help)
        help
        exit 0
        ;;
esac
if [ $# -lt 2 ]; then
    help >&2
    exit 2
fi
stage=$1
[[ $stage =~ ^(dev|staging|prod)$ ]] || stop "which stage: dev, staging or prod, not $stage"
for tool in aws jq; do command -v "$tool" >/dev/null || stop "$tool is missing"; done
export AWS_REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-us-west-2}}
export AWS_DEFAULT_REGION=$AWS_REGION AWS_PAGER=''

path=/pixelprompt/$stage
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077

# A new configuration, if only in its words, makes Lambda start anew.
restart() {
    local function
    for function in api worker; do
        aws lambda update-function-configuration --function-name "pixelprompt-$stage-$function" \
            --description "Pixel Prompt's $function; secrets of $(date -u +%Y-%m-%dT%H:%M:%SZ)" >/dev/null 2>"$work/error" && continue
        grep -q ResourceNotFoundException "$work/error" || { cat "$work/error" >&2; exit 1; }
        printf 'pixelprompt-%s-%s is not there yet and will read them when it is\n' "$stage" "$function"
    done
}

case $2 in
    --list)
        aws ssm get-parameters-by-path --path "$path" --recursive --no-with-decryption --output json |
            jq -r '.Parameters[] | "\(.Name | split("/") | last)  \(.Type), version \(.Version), \(.LastModifiedDate)"'
        ;;
    --delete)
        [[ ${3:-} =~ ^[A-Z][A-Z0-9_]*$ ]] || stop 'which one? --list shows them'
        aws ssm delete-parameter --name "$path/$3"
        restart
        printf '%s is gone\n' "$3"
        ;;
    *)
        file=$2
        [ "$file" != - ] || file=/dev/stdin
        [ -r "$file" ] || stop "$file cannot be read"
        # All lines are read before anything is changed.
        names=()
        values=()
        line=0
        while IFS= read -r text || [ -n "$text" ]; do
            line=$((line + 1))
            text=${text%$'\r'}
            [[ $text =~ ^[[:space:]]*(#|$) ]] && continue
            [[ $text =~ ^([A-Z][A-Z0-9_]*)=(.+)$ ]] || stop "line $line is not NAME=value"
            name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
            if [[ $value == @* ]]; then
                [ -r "${value#@}" ] || stop "line $line: ${value#@} cannot be read"
                value=$(cat "${value#@}")
            fi
            names+=("$name")
            values+=("$value")
            [ ${#values[-1]} -le 4096 ] || stop "line $line is longer than the 4,096 characters that a parameter holds"
        done <"$file"
        [ ${#names[@]} -gt 0 ] || stop "$file names nothing"
        for place in "${!names[@]}"; do
            # By files: keys on a command line can be read by everybody on the machine.
            printf '%s' "${values[$place]}" >"$work/value"
            jq -n --arg name "$path/${names[$place]}" --rawfile value "$work/value" --arg key "${SECRETS_KEY_ID:-}" \
                '{Name: $name, Value: $value, Type: "SecureString", Overwrite: true} + if $key == "" then {} else {KeyId: $key} end' >"$work/put.json"
            aws ssm put-parameter --cli-input-json "file://$work/put.json" >/dev/null
            printf '%s is set\n' "${names[$place]}"
        done
        restart
        ;;
esac
